import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importLeads, tryImport } from "../../../../src/features/leads/operations/import-leads.ts";
import { leads } from "../../../../src/features/leads/schema/leads.ts";
import { refused } from "../../deals/desk.ts";
import { type LeadDesk, openLeadDesk } from "../desk.ts";

let desk: LeadDesk;
beforeAll(async () => {
  desk = await openLeadDesk();
});
afterAll(() => desk.close());

const file = (text: string | Buffer) => ({ name: "leads.csv", bytes: Buffer.from(text) });
const count = () => desk.look(async (tx) => (await tx.select().from(leads)).length);

const LIST = `Company;Contact;E-Mail;Lead Source;Employees;Notes
Acme;Jane Doe;jane@acme.com;Web;1.200;"Met at the fair;
wants a call"
Globex;;no mail;Web;;
;Nobody;;;;
ACME GmbH;Joe;;;;
Initech;Bill;;Carrier pigeon;50-100;
`;

describe("a list of leads", () => {
  test("is tried out first: what would be new, what would be refused and why; nothing is written", async () => {
    const before = await count();
    const report = await tryImport(desk.act("ann"), file(LIST), "EUR");
    expect(report).toMatchObject({ rows: 5, created: 2 });
    expect(report.refused.map((one) => `${one.line}: ${one.reason}`)).toEqual([
      "4: “no mail” is no e-mail address.",
      "5: It has no company.",
      "6: Line 2 has the same company.",
    ]);
    expect(report.assumptions).toContain(
      "“Carrier pigeon” is no source I know (1 row): it counts as marketing.",
    );
    expect(await count()).toBe(before);
  });

  test("is imported, and a second time finds them all there", async () => {
    expect(await importLeads(desk.act("ann"), file(LIST), "EUR")).toMatchObject({ created: 2 });
    const { lead, notes } = await desk.parts(1);
    expect(lead).toMatchObject({
      company: "Acme",
      contactName: "Jane Doe",
      source: "inbound",
      employees: 1200,
      segment: "Enterprise",
      status: "new",
      score: 35,
      ownerId: null,
    });
    expect(notes[0]?.text).toContain("wants a call");
    const again = await importLeads(desk.act("ben"), file(LIST), "EUR");
    expect(again.created).toBe(0);
    expect(again.refused.map((one) => one.reason)).toContain(
      "Acme has an open lead already: lead_1.",
    );
    expect(await count()).toBe(2);
  });

  test("reads other encodings and thousands of rows, up to 5,000", async () => {
    const wide = Buffer.from("\ufeffCompany\tContact\nŁódź Werke\tJosé\n", "utf16le");
    expect(await importLeads(desk.act("ann"), file(wide), "EUR")).toMatchObject({ created: 1 });
    const rows = Array.from({ length: 5000 }, (_, i) => `Company ${i},inbound`);
    const many = file(["company,source", ...rows.slice(0, 1500)].join("\n"));
    expect(await importLeads(desk.act("ann"), many, "EUR")).toMatchObject({ created: 1500 });
    expect(
      await refused(
        tryImport(
          desk.act("ann"),
          file(["company,source", ...rows, "one more,event"].join("\n")),
          "EUR",
        ),
      ),
    ).toContain("I take up to 5,000 leads at once.");
  });

  test("two people who import it at once make each lead once", async () => {
    const list = file("company,source\nTwin One,event\nTwin Two,event\n");
    const before = await count();
    const both = await Promise.all([
      importLeads(desk.act("ann"), list, "EUR"),
      importLeads(desk.act("ben"), list, "EUR"),
    ]);
    expect(both.map((one) => one.created).toSorted()).toEqual([0, 2]);
    expect(await count()).toBe(before + 2);
  });

  test.each([
    ["no header", "hello\nworld\n", "I find no header row"],
    ["no company", "name,email\nJane,jane@acme.com\n", "I find no column of companies"],
    ["empty", "", "empty"],
  ])("with %s is refused with what it should have", async (_, text, words) => {
    expect(await refused(tryImport(desk.act("ann"), file(text), "EUR"))).toContain(words);
  });

  test("is for who may make leads", async () => {
    const list = file("company,source\nNope,event\n");
    expect(await refused(tryImport(desk.act("cat"), list, "EUR"))).toContain("forbidden:");
    expect(await refused(importLeads(desk.act("cat"), list, "EUR"))).toContain("forbidden:");
  });
});
