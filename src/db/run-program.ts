import { spawn } from "node:child_process";

/** Runs a program to its end, as another account if one is given, and returns what it printed. */
export async function run(
  program: string,
  args: string[],
  account?: { uid: number; gid: number } | undefined,
): Promise<string> {
  return new Promise((resolve, reject) => {
    // The root folder, because the account may not be allowed into ours.
    const child = spawn(program, args, { cwd: "/", stdio: ["ignore", "pipe", "pipe"], ...account });
    let printed = "";
    let complaint = "";
    child.stdout.on("data", (text) => {
      printed += text;
    });
    child.stderr.on("data", (text) => {
      complaint += text;
    });
    child.on("error", reject);
    // Not "close": a server that was started keeps the pipes open.
    child.on("exit", (code) => {
      setImmediate(() => {
        child.stdout.destroy();
        child.stderr.destroy();
        if (code === 0) resolve(printed);
        else reject(new Error(`${program} failed (${code}): ${(complaint || printed).trim()}`));
      });
    });
  });
}
