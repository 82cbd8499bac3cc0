import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { readCsv } from "../../../../src/features/deals/transfer/file/read-csv.ts";
import { isHeader } from "../../../../src/features/deals/transfer/file/recognise.ts";

const read = (content: string | Buffer, name = "deals.csv") =>
  readCsv({ name, bytes: Buffer.from(content) }, isHeader);
const TEXT = "title,account,stage\nGröße,Müller & Söhne,lead\nCafé,Łódź Świat,won\n";
const WESTERN = "title,account,stage\r\nGröße,Müller & Söhne,lead\r\nCafé,Peña,won\r\n";

describe("encodings", () => {
  test.each([
    ["UTF-8", TEXT, Buffer.from(TEXT)],
    ["UTF-8", TEXT, Buffer.from(`\ufeff${TEXT}`)],
    ["UTF-16LE", TEXT, iconv.encode(TEXT, "utf16le", { addBOM: true })],
    ["UTF-16BE", TEXT, iconv.encode(TEXT, "utf16be", { addBOM: true })],
    ["UTF-16LE", TEXT, iconv.encode(TEXT, "utf16le", { addBOM: false })],
    ["UTF-16BE", TEXT, iconv.encode(TEXT, "utf16be", { addBOM: false })],
    ["Windows-1252", WESTERN, iconv.encode(WESTERN, "windows-1252")],
    ["Windows-1252", WESTERN, iconv.encode(WESTERN, "iso-8859-1")],
  ])("%s is read to the letter", async (encoding, text, bytes) => {
    const file = await read(bytes);
    expect(file.encoding).toBe(encoding);
    expect(file.rows.map(({ cells }) => cells.join(","))).toEqual(
      text.trim().split(/\r?\n/).slice(1),
    );
  });

  test("the euro sign and curly quotes of Windows-1252 are kept", async () => {
    const text = "title,account,amount\n“Größe” – neu,Peña,5 €\nCafé,Peña,6 €\n";
    const file = await read(iconv.encode(text, "windows-1252"));
    expect(file.rows[0]?.cells).toEqual(["“Größe” – neu", "Peña", "5 €"]);
  });

  test.each([
    [
      "ISO-8859-2",
      "Wdrożenie systemu,Spółdzielnia Mleczarska Łódź,Usługi doradcze dla przedsiębiorstw",
    ],
    ["Windows-1250", "Přechod na nový systém,Česká spořitelna,Příležitost se nám líbí"],
    ["Windows-1251", "Внедрение системы,Газпром,Переговоры"],
    ["Shift_JIS", "東京電力への導入,株式会社日立製作所,契約更新の交渉"],
  ])("%s is told from Western text", async (encoding, line) => {
    const text = `title,account,next step\n${`${line}\n`.repeat(5)}`;
    const file = await read(iconv.encode(text, encoding));
    expect(file.encoding).toBe(encoding);
    expect(file.rows[4]?.cells.join(",")).toBe(line);
  });

  test("what PostgreSQL can't hold is taken out", async () => {
    const file = await read("title,account,stage\na\u0000b,Acme,lead\n");
    expect(file.rows[0]?.cells[0]).toBe("ab");
  });
});

describe("separators", () => {
  test.each([
    ["commas", ","],
    ["semicolons", ";"],
    ["tabs", "\t"],
    ["bars", "|"],
  ])("%s are found out", async (_, separator) => {
    const lines = ["title,account,stage,amount", "Roll-out,Acme,lead,1.5", "Pilot,Globex,won,2.5"];
    const file = await read(lines.join("\n").replaceAll(",", separator));
    expect(file.separator).toBe(separator);
    expect(file.rows[1]?.cells).toEqual(["Pilot", "Globex", "won", "2.5"]);
  });

  test("decimal commas don't hide the semicolons between the cells", async () => {
    const file = await read("title;account;amount\na;b;1,5\nc;d;2,5\n");
    expect(file.separator).toBe(";");
    expect(file.rows[0]?.cells).toEqual(["a", "b", "1,5"]);
  });

  test("Excel's own first line decides, and doesn't move the line numbers", async () => {
    const file = await read("sep=|\ntitle|account|stage\na,b,c|d|lead\n");
    expect(file.rows).toEqual([{ line: 3, cells: ["a,b,c", "d", "lead"] }]);
  });
});

describe("records", () => {
  test("quotes, separators and line breaks in cells are kept, and lines are counted as an editor does", async () => {
    const file = await read(
      'title,account,stage\n"a ""b"", c","one\ntwo\nthree",lead\n\nlast,x,won\n"5"" pipe",y,won',
    );
    expect(file.rows).toEqual([
      { line: 2, cells: ['a "b", c', "one\ntwo\nthree", "lead"] },
      { line: 6, cells: ["last", "x", "won"] },
      { line: 7, cells: ['5" pipe', "y", "won"] },
    ]);
  });

  test.each(["\n", "\r\n", "\r"])("lines may end with %j", async (end) => {
    const file = await read(["title,account,stage", "a,b,lead", "c,d,won"].join(end));
    expect(file.rows.map(({ line }) => line)).toEqual([2, 3]);
  });

  test("a report's titles above the header and totals below the rows are no data", async () => {
    const file = await read(
      'Pipeline report\nAs of today\n\nOpportunity Name,Account Name,Stage,Amount\nRoll-out,Acme,Closed Won,5\n\nGrand Total,1 record\n"Confidential, do not distribute"\n',
    );
    expect(file.header).toEqual(["Opportunity Name", "Account Name", "Stage", "Amount"]);
    expect(file.rows).toHaveLength(2);
    expect(file.besides).toBe(3);
  });

  test("a file longer than one turn of reading is read whole", async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `Deal ${i},"Account\n${i}",lead`);
    const file = await read(["title,account,stage", ...rows].join("\n"));
    expect(file.rows).toHaveLength(30_000);
    expect(file.rows.at(-1)).toEqual({
      line: 60_000,
      cells: ["Deal 29999", "Account\n29999", "lead"],
    });
  });
});

describe("files that are refused as a whole", () => {
  const refused = (content: string | Buffer, name?: string) =>
    read(content, name).then(
      () => "",
      (error: Error) => error.message,
    );
  test.each([
    ["an Excel workbook", Buffer.from("504b030414000600", "hex"), /This is an Excel workbook/],
    ["an old Excel workbook", Buffer.from("d0cf11e0a1b11ae1", "hex"), /old Excel workbook/],
    ["a PDF", "%PDF-1.7 …", /This is a PDF/],
    ["a web page", "<!DOCTYPE html><html></html>", /This is a web page/],
    ["bytes", Buffer.from([1, 2, 3, 4, 5, 6, 7, 8, 200, 1, 2, 3]), /This is no text file/],
    ["nothing", "", /The file is empty/],
    ["blank lines", "\n\n  \n", /The file is empty/],
    ["one line of one word", "hello\n", /no header row/],
    [
      "an open quote",
      'title,account,stage\na,"b,lead\nc,d,won\n',
      /quote is opened .* line 2 and never closed/,
    ],
  ])("%s", async (_, content, message) => {
    expect(await refused(content)).toMatch(message);
  });

  test("more than 20 MB", async () => {
    expect(await refused(Buffer.alloc(20 * 1024 * 1024 + 1, "a"))).toMatch(
      /21 MB; I read up to 20/,
    );
  });

  test("more than 100,000 rows", async () => {
    const rows = "a,b,lead\n".repeat(100_001);
    expect(await refused(`title,account,stage\n${rows}`)).toMatch(
      /100,001 rows; I read up to 100,000/,
    );
  });
});
