import { expect, test } from "vitest";
import { run } from "../../src/db/run-program.ts";

test("what a program printed is there to the last word, however busy the machine", async () => {
  const many = Array.from({ length: 40 }, (_, n) =>
    run("/bin/sh", ["-c", `printf 'x%.0s' $(seq 20000); echo " ${n}"`]),
  );
  const printed = await Promise.all(many);
  expect(printed.map((text) => text.length)).toEqual(printed.map((_, n) => 20_002 + `${n}`.length));
});

test("a program that fails says what it complained of", async () => {
  await expect(run("/bin/sh", ["-c", "echo no disk >&2; exit 3"])).rejects.toThrow(
    "/bin/sh failed (3): no disk",
  );
});

test("one that leaves a server behind does not keep us waiting for it", async () => {
  expect(await run("/bin/sh", ["-c", "sleep 60 & echo started"])).toBe("started\n");
});
