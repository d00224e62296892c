/** The kernel wrapper, spoken to as Jupyter does, but without Python. */
import { spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createRequire } from "node:module";
import net from "node:net";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { placesOf, projectFolder } from "../../src/setup/base/places.mjs";
import { kernelSpec } from "../../src/setup/steps/kernelSpec.mjs";
import { temporaryFolder, writeFiles } from "./temporary.mjs";

const require = createRequire(import.meta.url);
const zeromq = createRequire(require.resolve("tslab/dist/main.js"))("zeromq");
const key = "a secret";
const ports = {};
const questions = new Map();
let kernel, shell, published, listening;

beforeAll(async () => {
  for (const name of ["shell", "iopub", "stdin", "control", "hb"]) ports[name] = await anyPort();
  const connection = Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [`${name}_port`, port]),
  );
  const folder = temporaryFolder();
  const address = { transport: "tcp", ip: "127.0.0.1" };
  writeFiles(folder, { "connection.json": { ...connection, ...address, key } });
  const [node, ...args] = kernelSpec(placesOf(projectFolder)).argv;
  const given = args.map((arg) =>
    arg.replace("{connection_file}", path.join(folder, "connection.json")),
  );
  kernel = spawn(node, given, { cwd: projectFolder, stdio: "inherit" });

  shell = new zeromq.Dealer();
  shell.connect(`tcp://127.0.0.1:${ports.shell}`);
  published = new zeromq.Subscriber({ receiveHighWaterMark: 0 });
  published.connect(`tcp://127.0.0.1:${ports.iopub}`);
  published.subscribe();
  listening = listen();
  // A subscription takes a moment to arrive: ask small questions until an answer is heard.
  for (let heard = false; !heard;) {
    const asked = await send("kernel_info_request", {});
    heard = await Promise.race([untilIdle(asked).then(() => true), pause(500)]);
  }
});

afterAll(async () => {
  shell?.close();
  published?.close();
  await listening;
  const ended = once(kernel, "exit");
  kernel.kill("SIGKILL");
  await ended;
});

test("a cell that prints 5,000 lines loses none, and ends", async () => {
  const text = await textOf("for (let i = 0; i < 5000; i++) console.log(`line ${i}`);");
  const expected = Array.from({ length: 5000 }, (_, i) => `line ${i}\n`).join("");
  expect(text === expected).toBe(true);
});

test("the next cell runs as if nothing had been", async () => {
  expect(await textOf("console.log(6 * 7)")).toBe("42\n");
});

test("the helpers that Node 23 removed are there for tfjs-node", async () => {
  const code = `declare const require: any; const util = require("util");
console.log(util.isNullOrUndefined(null), util.isNullOrUndefined(0), util.isArray([]));`;
  expect(await textOf(code)).toBe("true false true\n");
});

async function textOf(code) {
  const asked = await send("execute_request", { code, silent: false });
  const messages = await untilIdle(asked);
  return messages
    .filter(({ header }) => header.msg_type === "stream")
    .map(({ content }) => content.text)
    .join("");
}

async function send(type, content) {
  const id = randomUUID();
  const header = { msg_id: id, msg_type: type, session: "test", username: "test", version: "5.3" };
  const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
  const signature = createHmac("sha256", key).update(parts.join("")).digest("hex");
  await shell.send(["<IDS|MSG>", signature, ...parts]);
  return id;
}

/** What is published in answer to a request, up to the news that the kernel is idle again. */
function untilIdle(id) {
  return new Promise((resolve) => questions.set(id, { messages: [], resolve }));
}

/** Hands each published message to the question it answers. */
async function listen() {
  for await (const raw of published) {
    const parts = raw.map(String);
    const [header, parent, , content] = parts.slice(parts.indexOf("<IDS|MSG>") + 2).map(tryParse);
    const question = questions.get(parent?.msg_id);
    question?.messages.push({ header, content });
    if (content.execution_state === "idle") question?.resolve(question.messages);
  }
}

function tryParse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(() => resolve(false), milliseconds));
}

async function anyPort() {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
