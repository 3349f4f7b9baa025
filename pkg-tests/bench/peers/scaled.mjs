/** Exact decimals as scaled integers: `m` × 10^-`d`, a Number while it is safe and a BigInt beyond. */

const TENS = Array.from({ length: 16 }, (_, power) => 10 ** power);
const isSafe = (m) => m <= 9007199254740991 && m >= -9007199254740991;

/** `m` × 10^power. */
function raised(m, power) {
  if (power === 0) return m;
  if (typeof m === 'number' && power < 16) {
    const product = m * TENS[power];
    if (isSafe(product)) return product;
  }
  return BigInt(m) * 10n ** BigInt(power);
}

function whole(m) {
  return typeof m === 'bigint' && isSafe(m) ? Number(m) : m;
}

function sumOf(a, b) {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (isSafe(sum)) return sum;
  }
  return whole(BigInt(a) + BigInt(b));
}

function product(a, b) {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (isSafe(product)) return product;
  }
  return BigInt(a) * BigInt(b);
}

export const ZERO = { m: 0, d: 0 };

/** Plain digits with an optional point. */
export function read(digits) {
  const point = digits.indexOf('.');
  const d = point < 0 ? 0 : digits.length - point - 1;
  if (digits.length < 16) {
    let m = 0;
    for (let i = 0; i < digits.length; i += 1)
      if (i !== point) m = m * 10 + digits.charCodeAt(i) - 48;
    return { m, d };
  }
  return {
    m: whole(BigInt(d === 0 ? digits : digits.slice(0, point) + digits.slice(point + 1))),
    d,
  };
}

export const decimals = (a) => a.d;
export const negated = (a) => ({ m: -a.m, d: a.d });
// biome-ignore lint/suspicious/noDoubleEquals: a number or a BigInt, whichever the figure needs
export const isZero = (a) => a.m == 0;
export const isNegative = (a) => a.m < 0;

export function plus(a, b) {
  if (a.d === b.d) return { m: sumOf(a.m, b.m), d: a.d };
  return a.d > b.d
    ? { m: sumOf(a.m, raised(b.m, a.d - b.d)), d: a.d }
    : { m: sumOf(raised(a.m, b.d - a.d), b.m), d: b.d };
}

export const minus = (a, b) => plus(a, negated(b));
export const times = (a, b) => ({ m: product(a.m, b.m), d: a.d + b.d });

export function compare(a, b) {
  const left = raised(a.m, b.d > a.d ? b.d - a.d : 0);
  const right = raised(b.m, a.d > b.d ? a.d - b.d : 0);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** × 10^power. */
export function shift(a, power) {
  const d = a.d - power;
  return d < 0 ? { m: raised(a.m, -d), d: 0 } : { m: a.m, d };
}

/** a ÷ b, 四舍五入 at `places`; b is not 0. */
export function quotient(a, b, places) {
  const power = places + b.d - a.d;
  let above = power > 0 ? raised(a.m, power) : a.m;
  let below = power < 0 ? raised(b.m, -power) : b.m;
  if (below < 0) [above, below] = [-above, -below];
  if (
    typeof above === 'number' &&
    typeof below === 'number' &&
    above < 2 ** 51 &&
    above > -(2 ** 51) &&
    below < 2 ** 51
  ) {
    const size = Math.abs(above);
    const rest = size % below;
    const rounded = (size - rest) / below + (rest * 2 >= below ? 1 : 0);
    return { m: above < 0 ? -rounded : rounded, d: places };
  }
  [above, below] = [BigInt(above), BigInt(below)];
  const size = above < 0n ? -above : above;
  const rounded = (size * 2n + below) / (below * 2n);
  return { m: whole(above < 0n ? -rounded : rounded), d: places };
}

export function print(a) {
  if (a.d === 0) return String(a.m);
  const digits = String(a.m < 0 ? -a.m : a.m).padStart(a.d + 1, '0');
  return `${a.m < 0 ? '-' : ''}${digits.slice(0, -a.d)}.${digits.slice(-a.d)}`;
}
