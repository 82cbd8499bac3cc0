import { expect, test } from "vitest";
import type { Presales } from "../../../../src/features/deals/queries/presales.ts";
import { presalesLines } from "../../../../src/features/deals/views/presales.ts";
import { asDay } from "../../../../src/kernel/dates.ts";

const now = new Date("2026-11-18T14:00:00Z");

test.each<[Partial<NonNullable<Presales["demo"]>>, string]>([
  [{}, "Demo `demo_3` today 10:00 with Cat Engineer"],
  [{ status: "no_show" }, "Demo `demo_3` no-show with Cat Engineer"],
  [{ status: "delivered", outcome: "success" }, "Demo `demo_3` delivered with Cat Engineer"],
  [
    { status: "delivered", outcome: "partial" },
    "Demo `demo_3` delivered with Cat Engineer, partly a success",
  ],
  [
    { status: "delivered", outcome: "failed", seName: null },
    "Demo `demo_3` delivered, not a success",
  ],
])("a deal's card says of a demo how it went when it went less than well: %j", (over, words) => {
  const startsAt = new Date("2026-11-18T10:00:00Z");
  const demo = { id: 3, status: "scheduled", outcome: null, startsAt, seName: "Cat Engineer" };
  const lines = presalesLines(
    { challenges: 0, objections: [], demo: { ...demo, ...over }, poc: null },
    { actor: { timeZone: "UTC" }, now, today: asDay("2026-11-18") },
  );
  expect(lines.filter(Boolean).join("\n")).toBe(words);
});
