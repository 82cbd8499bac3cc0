import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusedCsv } from "../../../../src/features/deals/transfer/index.ts";
import { type Desk, openDesk, refusals } from "./desk.ts";

let desk: Desk;
let workspaceId: string;
beforeAll(async () => {
  desk = await openDesk();
  workspaceId = await desk.workspace();
  // Two people of one name, and a deal of somebody else under opp_1.
  await desk.import(
    workspaceId,
    "id,title,account,stage,owner,created_at,stage_entered_at\nopp_1,Known,Acme,lead,Ada,2026-01-01T09:00:00Z,2026-01-01T09:00:00Z\n",
  );
  await desk.import(
    workspaceId,
    "name,email,team\nSam Same,sam1@x.example,A\nSam Same,sam2@x.example,B\n",
  );
});
afterAll(() => desk.close());

const HEAD =
  "Opportunity ID,Opportunity Name,Account Name,Stage,Status,Amount,Currency,Probability,Close Date,Created Date,Opportunity Owner,IsDeleted";
/** A file of one good row, and the row that is to be refused. */
const withRow = (change: Partial<Record<string, string>>, more: string[] = []) => {
  const good: Record<string, string> = {
    "Opportunity ID": "bad",
    "Opportunity Name": "Refused",
    "Account Name": "Globex",
    Stage: "Prospecting",
    ...change,
  };
  const cells = HEAD.split(",").map((name) => `"${(good[name] ?? "").replaceAll('"', '""')}"`);
  return [HEAD, ...more, cells.join(",")].join("\n");
};

/** What is wrong with a row, and what is said of it. */
const CASES: [what: string, file: string, reason: RegExp][] = [
  [
    "an unknown stage",
    withRow({ Stage: "Prospectng" }),
    /don't know the stage “Prospectng”. Did you mean Prospecting\?/,
  ],
  [
    "a stage far from any",
    withRow({ Stage: "Zzzyx" }),
    /don't know the stage “Zzzyx”. I know Lead, Qualified/,
  ],
  ["no stage", withRow({ Stage: "" }), /The stage is missing/],
  [
    "an unknown status",
    withRow({ Status: "pending" }),
    /don't know the status “pending”. It is open, won or lost/,
  ],
  [
    "a stage and a status that contradict",
    withRow({ Stage: "Closed Won", Status: "lost" }),
    /“Closed Won” and being lost contradict/,
  ],
  ["a deal that was deleted", withRow({ IsDeleted: "TRUE" }), /was deleted where it comes from/],
  ["neither yes nor no", withRow({ IsDeleted: "perhaps" }), /“perhaps” is neither yes nor no/],
  [
    "no name of any kind",
    withRow({ "Opportunity Name": "", "Account Name": "" }),
    /no title, and no product or account/,
  ],
  [
    "an account without a letter",
    withRow({ "Account Name": "—!" }),
    /“—!” is no name for an account/,
  ],
  [
    "an account of 201 letters",
    withRow({ "Account Name": "a".repeat(201) }),
    /has 201 characters; 200 fit/,
  ],
  ["an amount that is none", withRow({ Amount: "much" }), /can't read “much” as an amount/],
  ["a negative amount", withRow({ Amount: "-1" }), /can't be negative: “-1”/],
  ["too large an amount", withRow({ Amount: "99999999999999" }), /more than any deal/],
  [
    "an unknown currency",
    withRow({ Amount: "5", Currency: "QQQ" }),
    /don't know the currency “QQQ”/,
  ],
  [
    "two currencies",
    withRow({ Amount: "5 €", Currency: "USD" }),
    /in EUR and its currency column says USD/,
  ],
  ["a probability over 100", withRow({ Probability: "130" }), /“130” is no probability/],
  [
    "a day that doesn't exist",
    withRow({ "Close Date": "2/30/2027" }),
    /There is no day “2\/30\/2027”/,
  ],
  [
    "a date that is none",
    withRow({ "Close Date": "end of year" }),
    /can't read “end of year” as a date/,
  ],
  [
    "a year out of reach",
    withRow({ "Created Date": "2999-01-01" }),
    /There is no day “2999-01-01”/,
  ],
  [
    "two people of that name",
    withRow({ "Opportunity Owner": "Sam Same" }),
    /Several people are called Sam Same. Give the e-mail/,
  ],
  ["an owner without a letter", withRow({ "Opportunity Owner": "--!" }), /is no name for a person/],
  [
    "too long an id",
    withRow({ "Opportunity ID": "x".repeat(201) }),
    /The id has 201 characters; 200 fit/,
  ],
  [
    "the same id again",
    withRow({ "Opportunity ID": "one" }, ["one,First,Globex,Prospecting,,,,,,,,"]),
    /It has the same id as line 2/,
  ],
  [
    "the same deal again, without ids",
    withRow({ "Opportunity ID": "" }, [",Refused,Globex,Prospecting,,,,,,,,"]),
    /the same account, title, date and owner as line 2, and no id/,
  ],
  [
    "a date that could be either, in a column of both orders",
    withRow({ "Close Date": "3/4/2027" }, [
      "a,A,Globex,Prospecting,,,,,3/25/2027,,,",
      "b,B,Globex,Prospecting,,,,,25/3/2027,,,",
    ]),
    /“3\/4\/2027” can be read in two ways/,
  ],
  [
    "an amount that could be either, in a column of both kinds",
    withRow({ Amount: "50.000" }, [
      'a,A,Globex,Prospecting,,"1,234.50",,,,,,',
      'b,B,Globex,Prospecting,,"1.234,50",,,,,,',
    ]),
    /“50.000” can be read in two ways/,
  ],
  [
    "a cell too few",
    `${HEAD}\nx,Short,Globex,Prospecting`,
    /It has 4 cells where the header has 12/,
  ],
  ["a cell too many", `${withRow({})},more`, /It has 13 cells where the header has 12/],
  [
    "another deal's id of ours",
    "id,title,account,stage,created_at,stage_entered_at\nopp_1,Other,Acme,lead,2026-02-02T09:00:00Z,2026-02-02T09:00:00Z\n",
    /opp_1 is another deal here: Known. Take the ids out/,
  ],
  [
    "an id of ours that is none",
    "id,title,account,stage\nopp_one,A,Acme,lead\n",
    /“opp_one” is no deal's id/,
  ],
  [
    "a lost reason nobody knows in our own export",
    "id,title,account,stage,lost_reason,stage_entered_at\n,A,Acme,lost,mood,2026-01-01T09:00:00Z\n",
    /don't know the lost reason “mood”/,
  ],
  [
    "extra fields that are none in our own export",
    "id,title,account,stage,metadata,stage_entered_at\n,A,Acme,lead,{oops,2026-01-01T09:00:00Z\n",
    /can't read “\{oops” as extra fields/,
  ],
  [
    "notes that are none in our own export",
    "id,title,account,stage,notes,stage_entered_at\n,A,Acme,lead,hello,2026-01-01T09:00:00Z\n",
    /can't read “hello” as notes/,
  ],
];

test.each(CASES)("%s is refused with its line and reason", async (_, file, reason) => {
  const before = await desk.fingerprint();
  const report = await desk.import(workspaceId, file, { dryRun: true });
  const last = report.refused.at(-1);
  expect(last?.reason).toMatch(reason);
  expect(last?.line).toBe(file.trim().split("\n").length);
  expect(report.refused).toHaveLength(1);
  expect(await desk.fingerprint()).toBe(before);
});

describe("a file with rows that are refused", () => {
  const file = [
    HEAD,
    "g1,Good one,Globex,Prospecting,,100,,,,,,",
    "b1,Bad,Globex,Nowhere,,100,,,,,,",
    "g2,Good two,Globex,Closed Won,,200,,,,,,",
    "b2,Bad,Globex,Prospecting,,-1,,,,,,",
  ].join("\n");

  test("brings in all the others, and tells the same in a dry run", async () => {
    const before = await desk.fingerprint();
    const dry = await desk.import(workspaceId, file, { dryRun: true });
    expect(await desk.fingerprint()).toBe(before);
    const real = await desk.import(workspaceId, file);
    expect(refusals(real).map((one) => one.slice(0, 7))).toEqual(["line 3:", "line 5:"]);
    expect({ ...dry, seconds: 0, isDryRun: false }).toEqual({ ...real, seconds: 0 });
    expect(real).toMatchObject({ rows: 4, created: 2 });
  });

  test("a refused row makes no account, contact or person", async () => {
    const fresh = await desk.workspace();
    await desk.import(
      fresh,
      `${HEAD}\nx,Deal,Nobody Ltd,Nowhere,,,,,,,Somebody New,\ny,Deal,Other Ltd,Prospecting,,-5,,,,,Another New,\n`,
    );
    expect(await desk.count(fresh, "accounts")).toBe(0);
    expect(await desk.count(fresh, "people")).toBe(0);
  });

  test("gives the rows back as a file with line and reason last, safe for a spreadsheet", async () => {
    const report = await desk.import(workspaceId, `${HEAD}\nx,=1+1,Globex,Nowhere,,,,,,,,\n`);
    const lines = refusedCsv(report.header, report.refused).toString().split("\n");
    expect(lines[0]).toBe(`\ufeff${HEAD},line,reason`);
    expect(lines[1]).toMatch(
      /^x,'=1\+1,Globex,Nowhere,,,,,,,,,2,"?I don't know the stage “Nowhere”/,
    );
  });
});

describe("files nobody can read", () => {
  const message = (file: string, name = "x.csv") =>
    desk.import(workspaceId, { name, bytes: Buffer.from(file) }).then(
      () => "",
      (error: Error) => error.message,
    );

  test("unknown columns are named", async () => {
    expect(await message("colour,weight\nred,5\n")).toBe(
      "I don't know what x.csv holds: its columns are colour and weight.",
    );
  });

  test("a data dictionary is no data", async () => {
    expect(
      await message("Table,Field,Description\ndeals,title,the title\n", "data_dictionary.csv"),
    ).toMatch(/describes other files/);
  });

  test("only admins import", async () => {
    const { importFile } = await import("../../../../src/features/deals/transfer/index.ts");
    const act = desk.act(workspaceId, { roles: ["ae"] });
    const bytes = Buffer.from("title,account,stage\na,b,lead\n");
    await expect(
      importFile(act, { name: "x.csv", bytes }, { dryRun: false, currency: "EUR" }),
    ).rejects.toThrow(/You may not/);
  });
});
