import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCategoriser } from "../../src/categorise/categoriser.ts";
import { recordLabel, suggestFor, suggestManyFor } from "../../src/categorise/labels.ts";
import type { Tx } from "../../src/db/client.ts";
import { inWorkspace, readWorkspace, registerWorkspace } from "../../src/db/workspace.ts";
import { requirementTaxonomy } from "../../src/features/discovery/domain/requirement-taxonomy.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

const NOW = new Date("2026-03-02T09:00:00Z");
const TEXT = "Orders go to the depot as a green slip";
let database: TestDatabase;
let workspace: string;
let count = 0;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** A process of its own: nothing is remembered from another one. */
const newProcess = () => createCategoriser(requirementTaxonomy);
const empty = async () => {
  count += 1;
  workspace = `T${count}`;
  await registerWorkspace(database.db, { id: workspace, name: workspace }, NOW);
  return workspace;
};
const record = (tx: Tx, label: string, text = TEXT) =>
  recordLabel(tx, {
    workspaceId: workspace,
    taxonomy: "requirement",
    text,
    label,
    suggested: "functional",
    by: 7,
    at: NOW,
  });
const teach = (label: string, text = TEXT) =>
  inWorkspace(database.db, workspace, (tx) => record(tx, label, text));
const ask = (categoriser = newProcess(), text = TEXT, of = workspace) =>
  readWorkspace(database.db, of, (tx) => suggestFor(tx, of, categoriser, text));

describe("a correction", () => {
  test("is obeyed by the next suggestion, in this process and in every other", async () => {
    await empty();
    const [here, there] = [newProcess(), newProcess()];
    expect((await ask(here)).label).toBe("functional");
    expect((await ask(there)).label).toBe("functional");
    await teach("integration");
    for (const categoriser of [here, there]) {
      const suggestion = await ask(categoriser);
      expect(suggestion).toMatchObject({ label: "integration", source: "team" });
      expect(suggestion.confidence).toBeGreaterThan(0.9);
    }
  });

  test("holds for the same text in other case and spacing", async () => {
    await empty();
    await teach("compliance");
    const suggestion = await ask(newProcess(), `  ${TEXT.toUpperCase().replaceAll(" ", "\n ")}`);
    expect(suggestion).toMatchObject({ label: "compliance", source: "team" });
  });

  test("moves similar texts as well", async () => {
    await empty();
    const similar = "Returns go to the depot as a blue slip";
    expect((await ask(newProcess(), similar)).label).toBe("functional");
    await teach("integration");
    expect((await ask(newProcess(), similar)).label).toBe("integration");
  });

  test("gives way to a later one", async () => {
    await empty();
    const categoriser = newProcess();
    await teach("compliance");
    expect((await ask(categoriser)).label).toBe("compliance");
    await teach("technical");
    expect((await ask(categoriser)).label).toBe("technical");
  });

  test("is not visible from another workspace", async () => {
    const mine = await empty();
    await teach("security");
    const other = await empty();
    const categoriser = newProcess();
    expect(await ask(categoriser, TEXT, mine)).toMatchObject({ source: "team" });
    expect(await ask(categoriser, TEXT, other)).toMatchObject({ label: "functional" });
    const spying = readWorkspace(database.db, other, (tx) =>
      suggestFor(tx, mine, newProcess(), TEXT),
    );
    expect((await spying).source).not.toBe("team");
  });

  test("of another database is not remembered when that one takes its place", async () => {
    const categoriser = newProcess();
    const labels = ["security", "compliance"];
    for (const label of labels) {
      const other = await testDatabase();
      await registerWorkspace(other.db, { id: "TX", name: "X" }, NOW);
      const said = { workspaceId: "TX", taxonomy: "requirement", text: "green slip", label };
      const suggestion = await inWorkspace(other.db, "TX", async (tx) => {
        await recordLabel(tx, { ...said, suggested: null, by: null, at: NOW });
        return suggestFor(tx, "TX", categoriser, "green slips");
      });
      await other.close();
      expect(suggestion.label).toBe(label);
    }
  });

  test("leaves no trace when its transaction is rolled back, though it was asked about inside", async () => {
    await empty();
    const categoriser = newProcess();
    const work = inWorkspace(database.db, workspace, async (tx) => {
      await record(tx, "security");
      expect((await suggestFor(tx, workspace, categoriser, TEXT)).label).toBe("security");
      throw new Error("changed my mind");
    });
    await expect(work).rejects.toThrow("changed my mind");
    expect((await ask(categoriser)).label).toBe("functional");
  });

  test("is heard even when one made after it was committed first", async () => {
    await empty();
    const categoriser = newProcess();
    const first = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const slow = inWorkspace(database.db, workspace, async (tx) => {
      await record(tx, "integration", "Slips are sent to the depot");
      begun.resolve();
      await first.promise;
    });
    await begun.promise;
    await teach("technical", "Another text altogether");
    expect((await ask(categoriser, "Slips are sent to the depot")).source).not.toBe("team");
    const similar = "Slips are sent to the depots";
    await ask(categoriser, similar);
    first.resolve();
    await slow;
    expect((await ask(categoriser, similar)).label).toBe("integration");
  });

  test("with a label the taxonomy doesn't have any more changes nothing", async () => {
    await empty();
    const before = await ask();
    await teach("folklore");
    expect(await ask()).toEqual(before);
  });

  test("is kept for texts a database finds hard: empty, zero bytes, half a surrogate, 20,000 characters", async () => {
    await empty();
    for (const text of ["", "a\u0000b", "\ud83d broken", "long ".repeat(4000), '{"quoted, \\'])
      await teach("technical", text);
    for (const text of ["", "a\u0000b", "\ud83d broken", "long ".repeat(4000), '{"quoted, \\'])
      expect(await ask(newProcess(), text)).toMatchObject({ label: "technical", source: "team" });
  });
});

test("many texts are answered in their order, those of the team among them", async () => {
  await empty();
  await teach("compliance", "slip");
  const texts = ["Encrypt everything at rest", "slip", "", "slip"];
  const suggestions = await readWorkspace(database.db, workspace, (tx) =>
    suggestManyFor(tx, workspace, newProcess(), texts),
  );
  expect(suggestions.map((one) => one.label)).toEqual([
    "security",
    "compliance",
    "functional",
    "compliance",
  ]);
});

test("a label from beyond the 2,000 newest is still obeyed for its own text", async () => {
  await empty();
  await teach("compliance");
  await inWorkspace(database.db, workspace, async (tx) => {
    for (let i = 0; i < 20; i++)
      await Promise.all(
        Array.from({ length: 100 }, (_, j) => record(tx, "functional", `slip number ${i} of ${j}`)),
      );
  });
  expect(await ask()).toMatchObject({ label: "compliance", source: "team" });
});
