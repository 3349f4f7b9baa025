/** The hand-written checker with decimal.js. A copy of the rules of its own, so that neither peer slows the other's compiled code. */
import * as decimal from './decimal.mjs';
import { checker } from './checker.mjs?decimal';

export const byDecimalJs = checker(decimal);
