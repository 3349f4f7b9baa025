/**
 * Checks on the server what the page has checked, with the same package: `npm install jixiao && node server.mjs`
 * (PORT, HOST and PROFILE override localhost:3000 and "cn").
 *
 *   POST /filings   a filing as JSON → 200 and its report where it has no error, 422 and its report where it has some
 *
 * A browser can be made to send anything. So the profile is the server's, not the filing's, and nobody acknowledges a
 * finding here: a portal puts in the reasons that it has on record.
 */
import { createServer } from "node:http";
import init, { validate } from "jixiao";

const { PORT = "3000", HOST = "localhost", PROFILE = "cn" } = process.env;
const MOST_BYTES = 4 << 20;

await init();

async function body(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= MOST_BYTES) chunks.push(chunk); // the rest is read and dropped, so that the client gets to read the answer
  }
  return length <= MOST_BYTES ? Buffer.concat(chunks).toString("utf8") : undefined;
}

/** The status and body that answer the text of a filing. */
function check(text) {
  let filing;
  try {
    filing = JSON.parse(text);
  } catch (error) {
    return [400, { path: "", message: `not JSON: ${error.message}` }];
  }
  try {
    const report = validate({ documents: filing?.documents, profile: PROFILE }, { today: new Date().toISOString().slice(0, 10) });
    return [report.ok ? 200 : 422, report];
  } catch ({ name, path, message }) {
    if (name !== "JixiaoError") throw new Error(message);
    return [400, { path, message }]; // not a filing: `path` names the wrong part
  }
}

async function answer(request) {
  if (request.url !== "/filings") return [404, { message: "POST /filings" }];
  if (request.method !== "POST") return [405, { message: "POST /filings" }];
  const text = await body(request);
  return text === undefined ? [413, { message: `at most ${MOST_BYTES} bytes` }] : check(text);
}

const server = createServer(async (request, response) => {
  const [status, body] = await answer(request).catch((error) => [500, { message: error.message }]);
  response.writeHead(status, { "Content-Type": "application/json; charset=utf-8", "X-Content-Type-Options": "nosniff" });
  response.end(JSON.stringify(body));
});
server.listen(Number(PORT), HOST, () => console.log(`http://${HOST}:${server.address().port}/filings`));
