import { execFile } from "node:child_process";
import net from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { addressIn, isNoise, labArguments } from "../../src/setup/jupyter/lab.mjs";
import { startOptions } from "../../src/setup/jupyter/options.mjs";
import { freePort } from "../../src/setup/jupyter/port.mjs";

const script = fileURLToPath(new URL("../../src/setup/start.mjs", import.meta.url));
const start = (...args) =>
  promisify(execFile)(process.execPath, [script, ...args]).catch((error) => error);

test("the options", () => {
  const defaults = { browser: true, port: 8888, retry: false, help: false };
  expect(startOptions([])).toEqual(defaults);
  expect(startOptions(["--no-browser", "--port", "9000"])).toEqual({
    ...defaults,
    browser: false,
    port: 9000,
  });
});

test("a port that is none is refused before anything is set up", async () => {
  const { code, stdout } = await start("--port", "eighty");
  expect(code).toBe(1);
  expect(stdout).toMatchInlineSnapshot(`
    "
        --port must be a whole number from 1 to 65535, not "eighty"
        
        What to do:
          - e.g. \`npm start -- --port 8899\`
    "
  `);
});

test("an unknown option is answered with the known ones", async () => {
  const { code, stdout } = await start("--prot", "8888");
  expect(code).toBe(1);
  expect(stdout).toMatchInlineSnapshot(`
    "
        Unknown option '--prot'
        
        What to do:
          - \`npm start -- --help\` lists the options
    "
  `);
});

test("--help only helps", async () => {
  const { stdout } = await start("--help");
  expect(stdout).toContain("--no-browser");
  expect(stdout).not.toContain("✓");
});

test("a taken port gives way to the next free one", async () => {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  const next = await freePort(port);
  expect(next).toBeGreaterThan(port);
  await new Promise((resolve) => server.close(resolve));
  expect(await freePort(port)).toBe(port);
});

test("JupyterLab listens on this machine only, keeps its token, and gets spaces as they are", () => {
  const notebooks = "/my müsic/notebooks";
  const given = labArguments({ notebooks, port: 8888, browser: false, isRoot: false });
  expect(given).toContain("--ServerApp.ip=127.0.0.1");
  expect(given).toContain("--ServerApp.root_dir=/my müsic/notebooks");
  expect(given.join(" ")).not.toMatch(/token|password|allow-root/);
});

test("the address is found in Jupyter's output, and its greetings are not repeated", () => {
  const line = "        http://127.0.0.1:8889/lab?token=0123456789abcdef";
  expect(addressIn(line)).toBe("http://127.0.0.1:8889/lab?token=0123456789abcdef");
  expect(addressIn("http://example.org:8889/lab?token=0123")).toBeUndefined();
  expect(isNoise(line)).toBe(true);
  expect(isNoise("[E 2025-01-01 ServerApp] Kernel died")).toBe(false);
});
