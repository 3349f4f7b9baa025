/** The same arithmetic with decimal.js; a figure keeps the decimals it was printed with beside it. */
import Decimal from 'decimal.js';

const Exact = Decimal.clone({ precision: 28, rounding: Decimal.ROUND_HALF_UP });
const figure = (value, places) => ({ value, places });
const POWERS = new Map();
const ten = (power) => POWERS.get(power) ?? POWERS.set(power, new Exact(10).pow(power)).get(power);

export const ZERO = figure(new Exact(0), 0);

export function read(digits) {
  const point = digits.indexOf('.');
  return figure(new Exact(digits), point < 0 ? 0 : digits.length - point - 1);
}

export const decimals = (a) => a.places;
export const negated = (a) => figure(a.value.neg(), a.places);
export const isZero = (a) => a.value.isZero();
export const isNegative = (a) => a.value.isNegative() && !a.value.isZero();
export const plus = (a, b) => figure(a.value.plus(b.value), Math.max(a.places, b.places));
export const minus = (a, b) => figure(a.value.minus(b.value), Math.max(a.places, b.places));
export const times = (a, b) => figure(a.value.times(b.value), a.places + b.places);
export const compare = (a, b) => a.value.cmp(b.value);
export const shift = (a, power) =>
  power === 0 ? a : figure(a.value.times(ten(power)), Math.max(0, a.places - power));
export const quotient = (a, b, places) =>
  figure(a.value.div(b.value).toDecimalPlaces(places), places);
export const print = (a) => a.value.toFixed(a.places);
