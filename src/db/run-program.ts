import { spawn } from "node:child_process";

/** Milliseconds for reading what a program printed before it ended. */
const PRINTED_MS = 150;

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
    const end = (code: number | null) => {
      child.stdout.destroy();
      child.stderr.destroy();
      if (code === 0) resolve(printed);
      else reject(new Error(`${program} failed (${code}): ${(complaint || printed).trim()}`));
    };
    child.on("close", end);
    // A server that was started keeps the pipes open, so "close" may never come; what was printed is in them already, but on a
    // busy machine it is not read yet.
    child.on("exit", (code) => setTimeout(end, PRINTED_MS, code));
  });
}
