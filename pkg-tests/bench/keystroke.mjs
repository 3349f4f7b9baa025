/**
 * What a keystroke costs on a table of 1,000 rows, from the key to the frame that shows its findings, by Chromium's own trace.
 *
 *   make www && node pkg-tests/bench/keystroke.mjs [TRACE.json]
 *
 * Prints the main thread's processor time and the clock's, per keystroke; a frame at 60 Hz has 16.7 ms. The second trace, which
 * opens in DevTools, says what the time goes into, and costs some itself: it counts all boxes at every layout.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from '../setup/serve.mjs';

const ROWS = 1000;
const KEYS = 40;

const executablePath =
  process.env.CHROMIUM ??
  process.env.PATH.split(delimiter)
    .map((folder) => join(folder, 'chromium'))
    .find(existsSync);
const server = await serve(fileURLToPath(new URL('../../www', import.meta.url)));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const context = await browser.newContext({
  viewport: { width: 1280, height: 800 },
  serviceWorkers: 'block',
});
const page = await context.newPage();
await page.goto(`${server.url}/#sample=hunan-2025`);
await page.locator('.sheet').waitFor();

await page.evaluate(async (rows) => {
  const form = document.querySelector('jixiao-form');
  const {
    documents: [table],
    ...rest
  } = form.filing;
  const some = table.indicators;
  table.indicators = Array.from({ length: rows }, (_, index) => ({
    ...some[index % some.length],
    name: `${some[index % some.length].name}${index}`,
  }));
  const shown = new Promise((done) => form.addEventListener('report', done, { once: true }));
  form.filing = { ...rest, documents: [table] };
  await shown;
  form.focusCell(`/documents/0/indicators/${rows / 2}/score`);
}, ROWS);
await page.waitForTimeout(2000);

await page.evaluate(() => {
  const mark = (name) => performance.mark(name);
  addEventListener(
    'keydown',
    () => {
      mark('key');
      // What a frame posts runs after the frame.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => mark('shown');
        port2.postMessage(0);
      });
    },
    true,
  );
});

async function trace(includedCategories) {
  const events = [];
  const devtools = await browser.newBrowserCDPSession();
  devtools.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories },
  });
  for (let key = 0; key < KEYS; key += 1) {
    await page.keyboard.press(key % 2 ? '7' : 'Backspace');
    await page.waitForTimeout(60);
  }
  const complete = new Promise((done) => devtools.once('Tracing.tracingComplete', done));
  await devtools.send('Tracing.end');
  await complete;
  await devtools.detach();
  return events.sort((a, b) => a.ts - b.ts);
}

/** Per keystroke, the main thread's events between the key and the frame that shows the result. */
function keystrokes(events) {
  const marks = events.filter(
    ({ cat, name }) => cat.includes('blink.user_timing') && (name === 'key' || name === 'shown'),
  );
  return marks.flatMap((key, index) => {
    const shown = marks[index + 1];
    if (key.name !== 'key' || shown?.name !== 'shown') return [];
    const inside = events.filter(
      ({ pid, tid, ph, ts, dur }) =>
        pid === key.pid && tid === key.tid && ph === 'X' && ts + dur > key.ts && ts < shown.ts,
    );
    return [{ inside, clock: shown.ts - key.ts }];
  });
}

const sum = (events, name) =>
  events.filter((event) => event.name === name).reduce((all, { tdur }) => all + tdur, 0);
function table(title, rows) {
  const quantile = (values, share) =>
    (values.sort((a, b) => a - b)[Math.floor(share * (values.length - 1))] / 1000)
      .toFixed(1)
      .padStart(8);
  console.log(`${title.padEnd(24)}     min  median     90%`);
  for (const [name, values] of Object.entries(rows))
    console.log(name.padEnd(24), quantile(values, 0), quantile(values, 0.5), quantile(values, 0.9));
}

const bare = keystrokes(await trace(['toplevel', 'blink.user_timing']));
table(`${bare.length} keystrokes, ms`, {
  'processor time': bare.map(({ inside }) => sum(inside, 'ThreadControllerImpl::RunTask')),
  clock: bare.map(({ clock }) => clock),
});

const events = await trace(['devtools.timeline', 'toplevel', 'blink.user_timing']);
const detailed = keystrokes(events);
const input = ({ name, args }) => name === 'EventDispatch' && args.data?.type === 'input';
table('of which, when traced', {
  'checking and marking': detailed.map(({ inside }) =>
    inside.filter(input).reduce((all, { tdur }) => all + tdur, 0),
  ),
  style: detailed.map(({ inside }) => sum(inside, 'UpdateLayoutTree')),
  layout: detailed.map(({ inside }) => sum(inside, 'Layout')),
  'paint, layers, commit': detailed.map(
    ({ inside }) =>
      ['PrePaint', 'Layerize', 'Commit'].reduce((all, name) => all + sum(inside, name), 0) +
      inside
        .filter(
          ({ name, args }) => name === 'Paint' && args.data?.nodeName?.startsWith('#document'),
        )
        .reduce((all, { tdur }) => all + tdur, 0),
  ),
});
if (process.argv[2]) writeFileSync(process.argv[2], JSON.stringify({ traceEvents: events }));
await browser.close();
await server.close();
