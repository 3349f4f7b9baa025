/** The hand-written checker with scaled integers. A copy of the rules of its own, so that neither peer slows the other's compiled code. */
import * as scaled from './scaled.mjs';
import { checker } from './checker.mjs?scaled';

export const byScaledIntegers = checker(scaled);
