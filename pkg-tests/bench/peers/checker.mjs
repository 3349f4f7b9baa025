/**
 * What a very good portal team would write by hand: one pass over evaluations, base data and accounts for the SUM, RAT,
 * SCO, DEV and DAT rules, with findings in words. Made of an arithmetic (scaled.mjs or decimal.mjs).
 *
 * It has no precedence: it reports followers that jixiao folds into a cause, and what jixiao calls
 * a slip of the hand.
 */
import { BAD, BLANK, NONE, date, dimension, reader } from './cells.mjs';

const COST = /成本|费用|控制率|投诉|事故|死亡率|超支|误差|逾期|差错/;
const THREE_PUBLIC = /三公.*(控制率|执行率)$/;
const AHEAD = /监控|中期|半年|季度|阶段|目标|申报|预算批复/;
const FUND_COLUMNS = ['initial', 'budget', 'received', 'executed', 'balance'];
const COLUMNS = ['previous', 'budget', 'actual'];
const BALANCES = ['opening', 'income', 'expenditure', 'surplus', 'closing'];

export function checker(arithmetic) {
  const {
    ZERO,
    read,
    plus,
    minus,
    times,
    shift,
    compare,
    quotient,
    isZero,
    isNegative,
    decimals,
    print,
    negated,
  } = arithmetic;
  const cells = reader(arithmetic);
  const ONE = read('1'),
    TWO = read('2'),
    TWENTY = read('20'),
    HUNDRED = read('100'),
    OVER = read('1.3'),
    LOW = read('0.9');
  const GRADES = [
    ['优', read('90')],
    ['良', read('80')],
    ['中', read('60')],
    ['差', ZERO],
  ];

  const isFigure = (cell) => cell !== undefined && cell.state === 'figure';
  const isEmpty = (cell) => cell === undefined || cell === BLANK || cell === NONE;
  const base = (cell) => shift(cell.number, cell.power);
  const equal = (a, b) => compare(a, b) === 0;
  const absolute = (a) => (isNegative(a) ? negated(a) : a);

  return function check(filing) {
    const findings = [];
    const controlRates = [];
    let threePublic;
    const add = (code, severity, path, message) => findings.push({ code, severity, path, message });

    // ── SUM ──────────────────────────────────────────────────────────────────────────────────────────

    /** The figures that can have been rounded: a zero beside the only addend cannot. */
    function rounded([total, ...others]) {
      const counted = others.filter(({ number }) => !isZero(number) || decimals(number) > 0);
      return counted.length === 1 ? [total, ...counted] : [total, ...others];
    }

    /** Half a unit of the finest decimals for every figure printed in one unit. */
    function tolerance(figures) {
      const finest = new Map();
      for (const { power, number } of figures)
        finest.set(power, Math.max(finest.get(power) ?? 0, decimals(number)));
      const half = read('0.5');
      return rounded(figures).reduce(
        (sum, { power }) => plus(sum, shift(half, power - finest.get(power))),
        ZERO,
      );
    }

    /** Whether `total` equals the sum of `added` less `taken`: amounts of money, as printed. */
    function amounts(code, total, path, added, taken, severity = 'error') {
      let sum = ZERO;
      let power = total.power;
      for (const cell of added) if (cell.power !== power) power = null;
      if (taken !== undefined && taken.power !== power) power = null;
      for (const cell of added) sum = plus(sum, power === null ? base(cell) : cell.number);
      if (taken !== undefined) sum = minus(sum, power === null ? base(taken) : taken.number);
      const off = minus(power === null ? base(total) : total.number, sum);
      if (isZero(off)) return;
      const real = power === null ? off : shift(off, power);
      const figures = taken === undefined ? [total, ...added] : [total, ...added, taken];
      const isRounding = compare(absolute(real), tolerance(figures)) < 0;
      const shown = `${added.map(({ number }) => print(number)).join(' + ')}${taken ? ` − ${print(taken.number)}` : ''} = ${print(sum)}`;
      const message = `按 ${shown} 计算，此处应为 ${print(sum)}，填报为 ${print(total.number)}，相差 ${print(off)}。`;
      add(isRounding ? 'SUM002' : code, isRounding ? 'info' : severity, path(), message);
    }

    /** One column of parts against its total. */
    function parts(total, path, addends, isComplete, partPath) {
      if (!isFigure(total)) return;
      const figures = [];
      for (const cell of addends) {
        if (cell === BAD) return;
        if (isFigure(cell)) figures.push(cell);
      }
      if (figures.length === 0) return;
      if (isComplete) return amounts('SUM001', total, path, figures);
      const whole = base(total);
      addends.forEach((cell, i) => {
        if (isFigure(cell) && compare(base(cell), whole) > 0) {
          add(
            'SUM001',
            'error',
            partPath(i),
            `分项 ${print(cell.number)} 大于其合计 ${print(total.number)}。`,
          );
        }
      });
    }

    const hasRest = (lines) => lines.some(({ name }) => /其他|其它|结转|结余/.test(name ?? ''));
    const unlabelled = (lines) =>
      lines.filter(({ name }) => !(name ?? '').startsWith('其中')).length;

    function tree(line, path, money, isComplete) {
      if (!line.parts?.length) return;
      const complete = isComplete(line);
      for (const column of COLUMNS) {
        if (line[column] === undefined) continue;
        const addends = line.parts.map((part) => money(part[column]));
        parts(
          money(line[column]),
          () => `${path}/${column}`,
          addends,
          complete,
          (i) => `${path}/parts/${i}/${column}`,
        );
      }
      for (const [i, part] of line.parts.entries())
        tree(part, `${path}/parts/${i}`, money, isComplete);
    }

    /** A line whose only part is all of it in one column, and less by one digit in another. */
    function onlyPart(line, path, money) {
      const parts = line.parts ?? [];
      for (const [i, part] of parts.entries()) onlyPart(part, `${path}/parts/${i}`, money);
      const [part, ...others] = parts;
      if (part === undefined || others.length > 0) return;
      const both = COLUMNS.map((column) => [
        column,
        money(line[column]),
        money(part[column]),
      ]).filter(([, ...pair]) => pair.every((cell) => isFigure(cell) && !isZero(cell.number)));
      if (!both.some(([, whole, cell]) => equal(base(whole), base(cell)))) return;
      for (const [column, whole, cell] of both) {
        const [a, b] = [print(whole.number), print(cell.number)];
        const changed = [...a].filter((digit, i) => digit !== b[i]).length;
        const isDigit = a.length === b.length && changed === 1 && a.replace(/\D/g, '').length >= 3;
        if (isDigit && whole.power === cell.power && compare(cell.number, whole.number) < 0)
          add('SUM001', 'warning', `${path}/${column}`, `此处填 ${a}，它的唯一分项是 ${b}。`);
      }
    }

    // ── RAT ──────────────────────────────────────────────────────────────────────────────────────────

    /** The rate that `part ÷ whole` prints as, at the decimals of `printed`. */
    function ratio(part, whole, printed) {
      const isFraction =
        printed.unit !== '%' && compare(printed.number, ONE) <= 0 && decimals(printed.number) >= 2;
      return quotient(shift(base(part), isFraction ? 0 : 2), base(whole), decimals(printed.number));
    }

    /**
     * Whether the initial budget is used in place of an adjusted one that is still blank, which
     * alone is not wrong.
     */
    const replaces = (line, raw) => 'budget' in raw && isEmpty(line.budget);

    function rate(printed, part, whole, path, others, isStandIn = false) {
      if (!isFigure(printed) || !isFigure(part) || !isFigure(whole)) return;
      if (isZero(whole.number)) {
        if (!isZero(printed.number))
          add(
            'RAT002',
            'error',
            path(),
            `预算数（分母）为 0，无法得出比率 ${print(printed.number)}。`,
          );
        return;
      }
      const right = ratio(part, whole, printed);
      if (isStandIn || equal(right, printed.number)) return;
      const taken = others?.().find(
        ([part, whole]) =>
          isFigure(part) &&
          isFigure(whole) &&
          !isZero(whole.number) &&
          equal(ratio(part, whole, printed), printed.number),
      );
      const formula = `${print(part.number)} ÷ ${print(whole.number)} × 100% = ${print(right)}%`;
      if (taken)
        add('RAT003', 'error', path(), `${print(printed.number)} 用错了分母；应为 ${formula}。`);
      else
        add(
          'RAT001',
          'error',
          path(),
          `按 ${formula} 计算，此处应为 ${print(right)}，填报为 ${print(printed.number)}。`,
        );
    }

    /** More than the quota or the approval. */
    function limit(actual, most, path) {
      if (!isFigure(actual) || !isFigure(most) || compare(base(actual), base(most)) <= 0) return;
      add(
        'RAT004',
        'warning',
        path(),
        `实际数 ${print(actual.number)} 超过批准数 ${print(most.number)}。`,
      );
    }

    // ── SCO ──────────────────────────────────────────────────────────────────────────────────────────

    /**
     * Whether `score` is what above ÷ below rounds to, at 2 decimals or at those it is printed
     * with.
     */
    function prints(score, above, below) {
      const printed = decimals(score);
      return (
        equal(score, quotient(above, below, 2)) ||
        (printed > 0 && printed !== 2 && equal(score, quotient(above, below, printed)))
      );
    }

    const isWholeOrHalf = (score, above, below) =>
      equal(score, quotient(above, below, 0)) ||
      equal(times(score, TWO), quotient(times(above, TWO), below, 0));

    function inRange(weight, score, raw, path) {
      const isShare = weight.unit === '%' && compare(score.number, HUNDRED) <= 0;
      if (!isNegative(score.number) && (isShare || compare(score.number, weight.number) <= 0))
        return true;
      add('SCO002', 'error', path(), `得分 ${raw} 不在 0 与分值 ${print(weight.number)} 之间。`);
      return false;
    }

    function execution(line, raw, path) {
      const { weight, score, executed } = line;
      if (!isFigure(weight) || !isFigure(score)) return;
      if (!inRange(weight, score, raw.score, () => `${path}/score`)) return;
      const whole = isEmpty(line.budget) ? line.initial : line.budget;
      if (!isFigure(executed) || !isFigure(whole)) return;
      const of = base(whole);
      let above = times(weight.number, base(executed));
      if (isZero(of) || isNegative(of)) return;
      if (compare(above, times(weight.number, of)) > 0) above = times(weight.number, of);
      else if (isNegative(above)) above = ZERO;
      if (replaces(line, raw) || prints(score.number, above, of)) return;
      const right = print(quotient(above, of, 2));
      const code = isWholeOrHalf(score.number, above, of) ? 'SCO006' : 'SCO001';
      const formula = `${print(weight.number)} × ${print(executed.number)} ÷ ${print(whole.number)} = ${right}`;
      add(
        code,
        code === 'SCO001' ? 'error' : 'warning',
        `${path}/score`,
        `执行率得分应为 ${formula}；此处填 ${raw.score}。`,
      );
    }

    // ── Rows: SCO and DEV ────────────────────────────────────────────────────────────────────────────

    const isPlain = (cell) => cell.unit === '' && cell.power === 0;
    const near = (a, b) =>
      compare(absolute(a), times(absolute(b), TWENTY)) <= 0 &&
      compare(absolute(b), times(absolute(a), TWENTY)) <= 0;

    /** Target and result on one scale, or null. */
    function onOneScale(target, actual) {
      const [a, b] = [dimension(target), dimension(actual)];
      const fits = (bare, other) =>
        bare === '' && (other !== '%' || (a === '' ? target.power : actual.power) === 0);
      if (a !== b && !fits(a, b) && !fits(b, a)) return null;
      if (target.power === actual.power) return [target.number, actual.number];
      const byUnit = [base(target), base(actual)];
      if (!isPlain(target) && !isPlain(actual)) return byUnit;
      const [written, united] = [near(target.number, actual.number), near(...byUnit)];
      if (written !== united) return written ? [target.number, actual.number] : byUnit;
      return a === '%' || b === '%' ? [target.number, actual.number] : null;
    }

    function withUnitColumn(cell, unit) {
      if (!unit || !isPlain(cell)) return cell;
      const found = cells.measure(`1${unit}`);
      return isFigure(found) ? { ...found, number: cell.number, sign: cell.sign } : cell;
    }

    /** The outcome of a row's target: null where only a person can judge. */
    function outcome(row, target, actual) {
      if (!isFigure(target) || target.state !== 'figure') return null;
      const result = isFigure(actual)
        ? actual
        : actual?.state === 'words' && actual.onlyFigures
          ? actual.figure
          : null;
      if (!result) return null;
      const pair = onOneScale(withUnitColumn(target, row.unit), withUnitColumn(result, row.unit));
      if (pair === null) return null;
      const [aim, got] = pair;
      const isDown =
        target.sign === '≤' ||
        target.sign === '<' ||
        ((target.sign === '' || target.sign === '=') &&
          (isZero(aim) ||
            COST.test(row.name ?? '') ||
            /成本/.test((row.level1 ?? '') + (row.level2 ?? ''))));
      const order = compare(got, aim);
      const isStrict = target.sign === '>' || target.sign === '<';
      const isMet = isDown
        ? order < 0 || (order === 0 && !isStrict)
        : order > 0 || (order === 0 && !isStrict);
      return { aim, got, isDown, isMet, isMissed: !isMet && order !== 0 && !isNegative(aim) };
    }

    function scoreRow(row, weight, score, came, isRepeated, hasReason, path) {
      if (!inRange(weight, score, row.score, () => `${path}/score`)) return;
      const isFull = equal(score.number, weight.number);
      if (came === null ? isRepeated : came.isMet) {
        if (isFull || hasReason) return;
        add(
          'SCO004',
          'warning',
          `${path}/score`,
          `指标值 ${row.target}，实际完成 ${row.actual}，已完成，得分 ${row.score} 却低于分值 ${row.weight}。`,
        );
        return;
      }
      if (came === null) return;
      const [reached, of] = came.isDown ? [came.aim, came.got] : [came.got, came.aim];
      if (isZero(came.aim) || isNegative(reached) || compare(of, reached) <= 0) {
        if (isFull && came.isMissed)
          add(
            'SCO003',
            hasReason ? 'warning' : 'error',
            `${path}/score`,
            `没有完成，却得满分 ${row.score}。`,
          );
        return;
      }
      const above = times(weight.number, reached);
      if (prints(score.number, above, of)) return;
      const formula = `${print(weight.number)} × ${print(reached)} ÷ ${print(of)} = ${print(quotient(above, of, 2))}`;
      if (isWholeOrHalf(score.number, above, of)) {
        add('SCO006', 'warning', `${path}/score`, `得分 ${row.score} 取整；应为 ${formula}。`);
      } else if (isFull) {
        add(
          'SCO003',
          hasReason ? 'warning' : 'error',
          `${path}/score`,
          `指标值 ${row.target}，实际完成 ${row.actual}，没有完成，却得满分；${formula}。`,
        );
      } else if (
        compare(
          absolute(minus(times(score.number, of), above)),
          times(shift(weight.number, -2), of),
        ) > 0
      ) {
        add(
          'SCO005',
          'warning',
          `${path}/score`,
          `按完成比例应得 ${formula}；此处填 ${row.score}。`,
        );
      }
    }

    function deviation(row, target, actual, came, tableReason, path) {
      if (
        isFigure(target) &&
        isFigure(actual) &&
        actual.sign !== '' &&
        actual.sign !== '=' &&
        actual.sign === target.sign &&
        equal(base(target), base(actual))
      ) {
        add(
          'DEV004',
          'warning',
          `${path}/actual`,
          `实际完成值“${row.actual}”照抄了指标值“${row.target}”。`,
        );
      }
      if (came === null || row.reason === undefined || tableReason || cells.isAnswered(row.reason))
        return;
      if (came.isMissed) {
        add(
          'DEV001',
          'error',
          `${path}/reason`,
          `“${row.name}”指标值 ${row.target}，实际完成 ${row.actual}，没有完成，却未说明原因。`,
        );
      } else if (
        !came.isDown &&
        !isZero(came.aim) &&
        !isNegative(came.aim) &&
        (row.reason === '' || row.reason === null) &&
        compare(came.got, times(came.aim, OVER)) > 0 &&
        !/标准/.test(row.name ?? '')
      ) {
        add(
          'DEV002',
          'warning',
          `${path}/reason`,
          `指标值 ${row.target}，实际完成 ${row.actual}，超过 130%，未说明原因。`,
        );
      }
    }

    // ── Documents ────────────────────────────────────────────────────────────────────────────────────

    function fundLine(line, money) {
      return {
        name: line.name,
        initial: money(line.initial),
        budget: money(line.budget),
        received: money(line.received),
        executed: money(line.executed),
        balance: money(line.balance),
        weight: cells.points(line.weight),
        rate: cells.rate(line.rate),
        score: cells.points(line.score),
      };
    }

    function funds(given, money, at) {
      const total = given.total && fundLine(given.total, money);
      const lines = (given.parts ?? []).map((part) => fundLine(part, money));
      if (total && lines.length > 0) {
        const complete = hasRest(lines) || unlabelled(lines) >= 2;
        for (const column of FUND_COLUMNS) {
          parts(
            total[column],
            () => `${at}/total/${column}`,
            lines.map((line) => line[column]),
            complete,
            (i) => `${at}/parts/${i}/${column}`,
          );
        }
      }
      const all = total ? [total, ...lines] : lines;
      all.forEach((line, i) => {
        const path = total && i === 0 ? `${at}/total` : `${at}/parts/${total ? i - 1 : i}`;
        const whole = isEmpty(line.budget) ? line.initial : line.budget;
        const others = () => [
          [line.executed, line.initial],
          [line.executed, line.received],
          [line.executed, line.budget],
          ...all
            .filter((other) => other !== line)
            .flatMap((other) => [
              [other.executed, whole],
              [line.executed, other.budget],
              [line.executed, other.initial],
            ]),
        ];
        const raw = total && i === 0 ? given.total : given.parts[total ? i - 1 : i];
        rate(line.rate, line.executed, whole, () => `${path}/rate`, others, replaces(line, raw));
        execution(line, raw, path);
      });
      (given.breakdowns ?? []).forEach((breakdown, b) => {
        const own = money(breakdown.total);
        const path = () => `${at}/breakdowns/${b}/total`;
        parts(
          own,
          path,
          breakdown.parts.map(({ amount }) => money(amount)),
          true,
        );
        const column = total?.[breakdown.of];
        if (isFigure(own) && isFigure(column)) amounts('SUM001', own, path, [column]);
      });
      return total;
    }

    function evaluation(table, at) {
      const money = table.unit === '元' ? cells.yuan : cells.money;
      const line = table.funds && funds(table.funds, money, `${at}/funds`);
      const tableReason = cells.isAnswered(table.reason);
      let weights = ZERO,
        scores = ZERO,
        open = false,
        unscored = false,
        unfilled = false,
        weighed = 0;
      const groups = new Map();
      table.indicators.forEach((row, i) => {
        const weight = cells.points(row.weight),
          score = cells.points(row.score);
        const target = cells.measure(row.target),
          actual = cells.measure(row.actual);
        const hasPoints =
          (isFigure(weight) && !isZero(weight.number)) ||
          (isFigure(score) && !isZero(score.number));
        const isNotApplicable =
          !hasPoints &&
          weight !== BAD &&
          (target === NONE || actual === NONE || cells.isNothing(row.name));
        const isFilled =
          !isNotApplicable &&
          !(
            isEmpty(weight) &&
            isEmpty(score) &&
            isEmpty(target) &&
            isEmpty(actual) &&
            !cells.isAnswered(row.name)
          );
        unfilled ||= !isFilled && !isNotApplicable;
        if (isFigure(weight)) [weights, weighed] = [plus(weights, weight.number), weighed + 1];
        else open ||= weight === BAD || (isFilled && weight === BLANK);
        if (isFigure(score)) scores = plus(scores, score.number);
        else
          unscored ||=
            score === BAD ||
            (isFilled &&
              score === BLANK &&
              (weight === undefined || (isFigure(weight) && !isZero(weight.number))));
        if (row.level1?.endsWith('分)') || row.level1?.endsWith('分）')) {
          const group = groups.get(row.level1) ?? { sum: ZERO, open: false, at: i };
          groups.set(row.level1, group);
          if (isFigure(weight)) group.sum = plus(group.sum, weight.number);
          else group.open ||= weight === BAD || (!isNotApplicable && weight === BLANK);
        }
        if (!isFilled) return;
        const path = `${at}/indicators/${i}`;
        const came = outcome(row, target, actual);
        if (isFigure(weight) && isFigure(score)) {
          const isRepeated =
            target?.state === 'words' && actual?.state === 'words' && target.text === actual.text;
          scoreRow(
            row,
            weight,
            score,
            came,
            isRepeated,
            tableReason || cells.isAnswered(row.reason),
            path,
          );
        }
        deviation(row, target, actual, came, tableReason, path);
        if (isFigure(actual) && actual.unit === '%' && THREE_PUBLIC.test(row.name))
          controlRates.push([actual, `${path}/actual`, yearOf(table)]);
      });
      for (const [heading, group] of groups) {
        const printed = /[(（](?:满分|分值|权重|共)?\s*(\d+(?:\.\d+)?)\s*分[)）]$/.exec(heading);
        if (printed && !group.open && !equal(read(printed[1]), group.sum)) {
          add(
            'SUM004',
            'error',
            `${at}/indicators/${group.at}/level1`,
            `本组印有 ${printed[1]}，而所属各行的分值之和为 ${print(group.sum)}。`,
          );
        }
      }
      if (line) {
        if (isFigure(line.weight)) weights = plus(weights, line.weight.number);
        else open ||= line.weight === BAD || line.weight === BLANK;
        if (isFigure(line.score)) scores = plus(scores, line.score.number);
        else
          unscored ||=
            line.score === BAD ||
            (line.score === BLANK && isFigure(line.weight) && !isZero(line.weight.number));
        if (isFigure(line.executed)) {
          const whole = isEmpty(line.budget) ? line.initial : line.budget;
          const owed =
            table.funds.total.reason !== undefined &&
            !cells.isAnswered(table.funds.total.reason) &&
            !tableReason;
          if (
            owed &&
            isFigure(whole) &&
            !isZero(whole.number) &&
            compare(base(line.executed), times(base(whole), LOW)) < 0
          ) {
            add(
              'DEV003',
              'warning',
              `${at}/funds/total/reason`,
              '预算执行率低于 90%，未说明原因。',
            );
          }
        }
      }
      const total = table.total ?? {};
      const printed = cells.points(total.weight),
        claimed = cells.points(total.score);
      if (!open && weighed > 0 && (!unfilled || isFigure(claimed)) && printed !== BAD) {
        if (!equal(weights, HUNDRED)) {
          add(
            'SUM003',
            'error',
            isFigure(printed) ? `${at}/total/weight` : `${at}/indicators`,
            `各项分值之和为 ${print(weights)}，应为 100。`,
          );
        } else if (isFigure(printed) && !equal(printed.number, HUNDRED)) {
          add(
            'SUM003',
            'error',
            `${at}/total/weight`,
            `各项分值之和为 100，所印总分值却是 ${total.weight}。`,
          );
        }
      }
      if (isFigure(claimed) && !unscored && weighed > 0 && !equal(claimed.number, scores)) {
        add(
          'SUM005',
          'error',
          `${at}/total/score`,
          `各项得分之和为 ${print(scores)}，总分填报为 ${total.score}，相差 ${print(minus(claimed.number, scores))}。`,
        );
      }
      if (
        cells.isAnswered(total.grade) &&
        isFigure(claimed) &&
        (!isFigure(printed) || equal(printed.number, HUNDRED))
      ) {
        const right = GRADES.find(([, from]) => compare(claimed.number, from) >= 0)?.[0];
        if (right !== undefined && !total.grade.startsWith(right))
          add('SCO008', 'error', `${at}/total/grade`, `总分 ${total.score} 应为 ${right}。`);
      }
    }

    function accounts(table, at) {
      const money = table.unit === '元' ? cells.yuan : cells.money;
      const isComplete = ({ parts }) => hasRest(parts) || unlabelled(parts) >= 2;
      for (const name of BALANCES)
        if (table[name]) tree(table[name], `${at}/${name}`, money, isComplete);
      const column = (key) => BALANCES.map((name) => money(table[name]?.[key]));
      for (const key of COLUMNS) {
        const [opening, income, expenditure, surplus, closing] = column(key);
        if (isFigure(income) && isFigure(expenditure) && isFigure(surplus)) {
          amounts('SUM006', surplus, () => `${at}/surplus/${key}`, [income], expenditure);
        }
        if (isFigure(opening) && isFigure(surplus) && isFigure(closing))
          amounts('SUM006', closing, () => `${at}/closing/${key}`, [opening, surplus]);
      }
      const closed = money(table.closing?.previous);
      if (!isFigure(closed)) return;
      for (const [key, severity] of [
        ['actual', 'error'],
        ['budget', 'warning'],
      ]) {
        const opened = money(table.opening?.[key]);
        if (isFigure(opened))
          amounts('SUM006', opened, () => `${at}/opening/${key}`, [closed], undefined, severity);
      }
    }

    function baseData(data, at) {
      const money = data.unit === '元' ? cells.yuan : cells.money;
      const { staffing } = data;
      if (staffing) {
        const [actual, quota] = [cells.count(staffing.actual), cells.count(staffing.quota)];
        rate(cells.rate(staffing.rate), actual, quota, () => `${at}/staffing/rate`);
        limit(actual, quota, () => `${at}/staffing/actual`);
      }
      const isComplete = ({ parts, partial }) => {
        if (partial) return false;
        const has = (word) => parts.some(({ name }) => (name ?? '').includes(word));
        const opensWithExample = (parts[0].name ?? '').startsWith('其中');
        return (
          hasRest(parts) ||
          (has('购置') && has('运行')) ||
          (!opensWithExample && unlabelled(parts) >= 2)
        );
      };
      data.lines.forEach((line, i) => {
        tree(line, `${at}/lines/${i}`, money, isComplete);
        onlyPart(line, `${at}/lines/${i}`, money);
        if (line.name === '三公经费') threePublic = { ...line, year: yearOf(data) };
      });
      (data.buildings ?? []).forEach((building, i) => {
        const { areaRate, actualArea, approvedArea, costRate, actual, budget } = building;
        const [area, approved, cost, planned] = [
          cells.count(actualArea),
          cells.count(approvedArea),
          money(actual),
          money(budget),
        ];
        rate(cells.rate(areaRate), area, approved, () => `${at}/buildings/${i}/areaRate`);
        limit(area, approved, () => `${at}/buildings/${i}/actualArea`);
        rate(cells.rate(costRate), cost, planned, () => `${at}/buildings/${i}/costRate`);
        limit(cost, planned, () => `${at}/buildings/${i}/actual`);
      });
    }

    // ── DAT ──────────────────────────────────────────────────────────────────────────────────────────

    const yearInTitle = ({ title = '' }) => /(?<!\d)((?:19[5-9]|20\d|21\d)\d)年/.exec(title);
    const yearOf = (document) => date(document.year)?.year ?? Number(yearInTitle(document)?.[1]);

    function dates(document, at) {
      const title = document.title ?? '';
      const named = yearInTitle(document);
      const own = date(document.year)?.year;
      const year = yearOf(document);
      if (
        own !== undefined &&
        named &&
        Number(named[1]) !== own &&
        !title.includes(`${own}年`) &&
        (title.includes('年度') || Number(named[1]) !== own + 1)
      ) {
        add('DAT002', 'error', `${at}/title`, `标题写 ${named[1]} 年，所填年度为 ${own} 年。`);
      }
      const filed = date(document.filedOn);
      if (!filed || Number.isNaN(year) || AHEAD.test(title)) return;
      const isEnded =
        filed.year > year ||
        (filed.year === year && (filed.month ?? 12) === 12 && (filed.day ?? 31) === 31);
      if (!isEnded)
        add(
          'DAT001',
          'error',
          `${at}/filedOn`,
          `评价年度 ${year} 年尚未结束，填报日期却是 ${document.filedOn}。`,
        );
    }

    /** The row 三公经费控制率 is actual ÷ budget of that line of the base data. */
    function threePublicRate([printed, path, year]) {
      if (year !== threePublic.year && !Number.isNaN(year + threePublic.year)) return;
      const whole = cells.money(threePublic.budget);
      const all = ({ actual, parts = [] }) => [[cells.money(actual), whole], ...parts.flatMap(all)];
      rate(
        printed,
        cells.money(threePublic.actual),
        whole,
        () => path,
        () => all(threePublic).slice(1),
      );
    }

    filing.documents.forEach((document, i) => {
      const at = `/documents/${i}`;
      const { kind } = document;
      if (kind === 'departmentEvaluation' || kind === 'projectEvaluation') evaluation(document, at);
      else if (kind === 'baseData') baseData(document, at);
      else if (kind === 'fundAccounts') accounts(document, at);
      else return;
      dates(document, at);
    });
    if (threePublic) controlRates.forEach(threePublicRate);
    return findings;
  };
}
