/**
 * Measures what stays in the wasm memory, in a separate process because that memory never shrinks.
 * `node memory.mjs SESSIONS` prints JSON.
 */
import init, { Session, validate } from '../../pkg/node.js';
import { project, rows } from './workloads.mjs';

const { memory } = await init();
const size = () => memory.buffer.byteLength;
const filing = project();

function sessions(count) {
  for (let i = 0; i < count; i += 1) {
    const session = new Session(filing);
    session.set('/documents/0/indicators/0/score', String(i % 10));
    session.free();
  }
}

sessions(100);
const early = size();
const count = Number(process.argv[2] ?? 100_000);
sessions(count);
const late = size();
validate(rows(10_000));
const validated = size();
const session = new Session(rows(10_000));
session.set('/documents/0/indicators/0/score', '1');
session.free();
console.log(JSON.stringify({ count, early, late, validated, edited: size() }));
