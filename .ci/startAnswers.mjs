/**
 * Runs `npm start` as a reader would, and checks what it promises: JupyterLab answers within the given
 * time, on this machine's own address only, to those who have the token; and it ends when told to.
 *
 * usage: node .ci/startAnswers.mjs --within SECONDS [--port N]
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import os from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: { within: { type: "string" }, port: { type: "string", default: "8977" } },
});
const within = Number(values.within);
assert(within > 0, "usage: node .ci/startAnswers.mjs --within SECONDS [--port N]");

const start = performance.now();
const seconds = () => (performance.now() - start) / 1000;
const child = spawn("npm", ["start", "--", "--no-browser", "--port", values.port], {
  stdio: ["ignore", "pipe", "inherit"],
});
const ended = once(child, "exit");
let output = "";
child.stdout.setEncoding("utf8").on("data", (text) => {
  output += text;
  process.stdout.write(text);
});

try {
  const address = await findAddress();
  const { port } = new URL(address);
  assert.equal((await fetch(address)).status, 200, "the printed address opens");
  const open = new URL("/api/contents", address);
  assert.equal((await fetch(open)).status, 403, "without the token the door is shut");
  for (const { address: other } of outsideAddresses()) {
    assert.equal(await accepts(other, port), false, `nobody listens on ${other}`);
  }
  console.log(`npm start answered after ${seconds().toFixed(1)} s`);
  assert(seconds() <= within, `it should have answered within ${within} s`);
  child.kill("SIGTERM");
  await Promise.race([ended, late(20, "npm start did not end when told to")]);
  await portCloses(port);
} finally {
  child.kill("SIGKILL");
}
process.exit(0);

async function findAddress() {
  while (seconds() < within + 5) {
    const address = /http:\/\/127\.0\.0\.1:\d+\/\S*token=\w+/.exec(output)?.[0];
    if (address) return address;
    assert.equal(child.exitCode, null, "npm start ended before JupyterLab was ready");
    await sleep(100);
  }
  return assert.fail(`no address within ${within} s`);
}

function outsideAddresses() {
  return Object.values(os.networkInterfaces())
    .flat()
    .filter(({ internal, family }) => !internal && family === "IPv4");
}

function accepts(host, port) {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port: Number(port), timeout: 2_000 });
    const answer = (open) => {
      socket.destroy();
      resolve(open);
    };
    socket.once("connect", () => answer(true));
    socket.once("error", () => answer(false));
    socket.once("timeout", () => answer(false));
  });
}

async function portCloses(port) {
  for (let tries = 0; tries < 100; tries++) {
    if (!(await accepts("127.0.0.1", port))) return;
    await sleep(100);
  }
  assert.fail(`JupyterLab still listens on port ${port} 10 s after npm start ended`);
}

async function late(limit, message) {
  await sleep(limit * 1000);
  assert.fail(message);
}
