/** Cells as officers type them, read by hand: signs, separators, full-width characters, 万 and %, dates. */

/** There and blank; answered with nothing to measure; not readable. */
export const BLANK = { state: 'blank' };
export const NONE = { state: 'none' };
export const BAD = { state: 'bad' };

const NOTHING = new Set([
  '无',
  '/',
  '\\',
  '-',
  '--',
  '—',
  '——',
  '一一',
  'N/A',
  'n/a',
  'NA',
  '不涉及',
  '未涉及',
  '暂无',
  '无此项',
  '无此指标',
]);
const SIGNS = [
  ['大于或等于', '≥'],
  ['大于等于', '≥'],
  ['小于或等于', '≤'],
  ['小于等于', '≤'],
  ['不得低于', '≥'],
  ['不得超过', '≤'],
  ['不低于', '≥'],
  ['不少于', '≥'],
  ['不小于', '≥'],
  ['不超过', '≤'],
  ['不高于', '≤'],
  ['不大于', '≤'],
  ['控制在', '≤'],
  ['>=', '≥'],
  ['<=', '≤'],
  ['≥', '≥'],
  ['≤', '≤'],
  ['>', '>'],
  ['<', '<'],
  ['=', '='],
  ['至少', '≥'],
];
const TIME = new Set([
  '月',
  '个月',
  '年',
  '天',
  '日',
  '工作日',
  '个工作日',
  '小时',
  '分钟',
  '秒',
  '周',
  '季度',
]);
const LABELLED = /^[^\d,;。、]{0,40}?(≥|≤|>|<|=|不低于|不少于|不超过|达到|达|为|是|:|完成)/;
const SIGNED = /^[≥≤><=不大小控至]/;

class Figure {
  constructor(number, power, unit, sign) {
    this.state = 'figure';
    this.number = number;
    this.power = power;
    this.unit = unit;
    this.sign = sign;
    this.onlyFigures = true;
  }
}

class Words {
  constructor(text, figure, onlyFigures) {
    this.state = 'words';
    this.text = text;
    this.figure = figure;
    this.onlyFigures = onlyFigures;
  }
}

const isDigit = (code) => code >= 48 && code <= 57;

/** Full-width forms, odd spaces and look-alikes of the comparison signs. */
function isUnusual(text) {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (
      code > 0x9f &&
      (code < 0x3001 ? code !== 0x2264 && code !== 0x2265 : code > 0xff00 && code < 0xff5f)
    )
      return true;
  }
  return false;
}

function folded(cell) {
  const text = typeof cell === 'string' ? cell : String(cell);
  if (!isUnusual(text)) return text.trim();
  return text
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00a0\u2000-\u200b]/g, ' ')
    .replace(/≧/g, '≥')
    .replace(/≦/g, '≤')
    .replace(/═/g, '=')
    .replace(/[−–]/g, '-')
    .trim();
}

const isNothing = (text) =>
  text.length < 12 &&
  !isDigit(text.charCodeAt(0)) &&
  (NOTHING.has(text) || /^\(?不适用\d*\)?$/.test(text));

/** Where the number that starts at `at` ends; separators belong to it where digits follow in a group. */
function numberEnd(text, at) {
  let point = false;
  let end = at;
  for (;;) {
    while (isDigit(text.charCodeAt(end))) end += 1;
    let next = end;
    while (text.charCodeAt(next) === 32) next += 1;
    const separator = text[next];
    if (separator !== '.' && separator !== ',') return end;
    do next += 1;
    while (text.charCodeAt(next) === 32);
    if (point || !isDigit(text.charCodeAt(next))) return end;
    if (separator === '.') point = true;
    else if (!isDigit(text.charCodeAt(next + 2))) return end;
    end = next;
  }
}

/** The reader of one arithmetic's figures. */
export function reader({ read, negated }) {
  function figure(text) {
    let at = 0;
    let sign = '';
    if (!isDigit(text.charCodeAt(0))) {
      const found = SIGNED.test(text) ? SIGNS.find(([word]) => text.startsWith(word)) : undefined;
      if (found !== undefined) {
        sign = found[1];
        at = found[0].length;
        while (text.charCodeAt(at) === 32) at += 1;
      }
    }
    const isNegative = text[at] === '-';
    if (isNegative) at += 1;
    if (!isDigit(text.charCodeAt(at))) return null;
    const end = numberEnd(text, at);
    const digits = text.slice(at, end);
    const number = read(
      digits.includes(',') || digits.includes(' ') ? digits.replace(/[, ]/g, '') : digits,
    );
    return withUnit(isNegative ? negated(number) : number, text.slice(end).trim(), sign);
  }

  function withUnit(number, unit, sign) {
    if (unit === '') return new Figure(number, 0, '', sign);
    if (unit[0] === '%')
      return /^%[\u0080-\uffff]{0,12}$/.test(unit) ? new Figure(number, -2, '%', sign) : null;
    if (unit.length > 12 || /[\d,;。，；]/.test(unit)) return null;
    if (sign === '' && unit.endsWith('以上')) [sign, unit] = ['≥', unit.slice(0, -2)];
    else if (sign === '' && /以[下内]$/.test(unit)) [sign, unit] = ['≤', unit.slice(0, -2)];
    if (unit[0] === '余' || unit[0] === '多') unit = unit.slice(1);
    if (unit[0] === '万') return new Figure(number, 4, unit.slice(1), sign);
    if (unit[0] === '亿') return new Figure(number, 8, unit.slice(1), sign);
    return new Figure(number, 0, unit, sign);
  }

  /** undefined if the form has no such cell. */
  function cell(value, make) {
    if (value === undefined) return undefined;
    if (value === null || value === '') return BLANK;
    const text = folded(value);
    return text === '' ? BLANK : isNothing(text) ? NONE : make(text);
  }

  const makeMoney = (text) => {
    const found = figure(text);
    if (found === null || (found.unit !== '' && found.unit !== '元')) return BAD;
    if (found.unit === '' && found.power === 0) found.power = 4; // the table's 万元
    return found;
  };
  const makeYuan = (text) => {
    const found = figure(text);
    return found === null || (found.unit !== '' && found.unit !== '元') ? BAD : found;
  };
  const makePoints = (text) => {
    const found = figure(text);
    return found === null || (found.unit !== '' && found.unit !== '分' && found.unit !== '%')
      ? BAD
      : found;
  };
  const makeRate = (text) => {
    const found = figure(text);
    return found === null || (found.unit !== '' && found.unit !== '%') ? BAD : found;
  };
  const makeCount = (text) => figure(text) ?? BAD;

  function makeMeasure(text) {
    const found = figure(text);
    if (found !== null) return found;
    if (!/\d/.test(text)) return new Words(text, null, false);
    const label = LABELLED.exec(text);
    if (label) {
      const labelled = figure(
        text
          .slice(label[0].length - (label[1] < '\u2270' && label[1] !== ':' ? label[1].length : 0))
          .replace(/[。;,]$/, ''),
      );
      if (labelled !== null) return labelled;
    }
    return words(text);
  }

  /** A text with one figure in it can answer a target, if every clause is a figure. */
  function words(text) {
    const found = [...text.matchAll(/(?<![A-Za-z第\d.,])\d[\d.,]*/g)].map(({ index }) => {
      const end = numberEnd(text, index);
      const unit = /^[%‰/²³㎡\p{L}]*/u.exec(text.slice(end))[0];
      return { number: read(text.slice(index, end).replace(/[, ]/g, '')), unit };
    });
    const figures = found.map(({ number, unit }) => withUnit(number, unit, '')).filter(Boolean);
    const states = (clause) =>
      figure(clause) !== null ||
      (/\d[^\d]{0,4}$/.test(clause) && (clause.match(/\d[\d.]*/g) ?? []).length === 1);
    const onlyFigures = text
      .split(/[;,。、；，]/)
      .map((clause) => clause.trim())
      .filter(Boolean)
      .every(states);
    return new Words(text, figures.length === 1 ? figures[0] : null, onlyFigures);
  }

  return {
    money: (value) => cell(value, makeMoney),
    yuan: (value) => cell(value, makeYuan),
    points: (value) => cell(value, makePoints),
    rate: (value) => cell(value, makeRate),
    count: (value) => cell(value, makeCount),
    measure: (value) => cell(value, makeMeasure),
    /** Filled with anything but blank and 不适用? */
    isAnswered: (value) =>
      value !== undefined &&
      value !== null &&
      value !== '' &&
      value !== '无' &&
      !isNothing(folded(value)),
    isNothing: (value) => typeof value === 'string' && value !== '' && isNothing(folded(value)),
  };
}

export const dimension = ({ power, unit }) =>
  unit === ''
    ? ''
    : unit[0] === '元'
      ? '元'
      : unit === '%'
        ? '%'
        : power === 0 && TIME.has(unit)
          ? 'time'
          : 'count';

/** `2026年4月22日`, `2026-04-22`, `2026.4`: year, and month and day where they are written. */
export function date(value) {
  if (typeof value !== 'string') return null;
  const [, year, month, day] =
    /^\s*(\d{4})\s*[年.\-/]?\s*(?:(\d{1,2})\s*[月.\-/]?\s*(?:(\d{1,2})\s*日?)?)?/.exec(value) ?? [];
  return year === undefined
    ? null
    : { year: Number(year), month: month && Number(month), day: day && Number(day) };
}
