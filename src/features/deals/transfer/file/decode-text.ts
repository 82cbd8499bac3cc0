import { analyse } from "chardet";
import iconv from "iconv-lite";
import { AppError } from "../../../../kernel/errors.ts";

/** The text of a file, and the encoding it was written in as people call it. */
export type Decoded = { text: string; encoding: string };

/** How files that are no text begin, and what they are. */
const MAGIC: readonly (readonly [bytes: string, what: string, hint: string])[] = [
  [
    "504b0304",
    "an Excel workbook or a zip archive",
    "Save the sheet as CSV (UTF-8) and give me that.",
  ],
  ["d0cf11e0", "an old Excel workbook", "Save the sheet as CSV (UTF-8) and give me that."],
  ["25504446", "a PDF", "Export the list as CSV."],
  ["1f8b", "a compressed file", "Unpack it first."],
  ["89504e47", "a picture", "Export the list as CSV."],
  ["ffd8ff", "a picture", "Export the list as CSV."],
];

/** Enough to tell an encoding by its letters. */
const SAMPLE = 256 * 1024;

/**
 * Reads bytes as text: by their byte order mark, as UTF-8 when they are valid UTF-8, as UTF-16 when every other byte is
 * empty, else in the encoding their letters are likeliest in (Windows-1252 when nothing better is known).
 * @throws AppError bad_input for what is no text, or empty
 */
export function decodeText(bytes: Buffer): Decoded {
  refuseBinary(bytes);
  const { encoding, skip } = encodingOf(bytes);
  const text = iconv.decode(bytes.subarray(skip), encoding, { stripBOM: true });
  if (text.trim() === "")
    throw new AppError(
      "bad_input",
      "The file is empty.",
      "Export it again, with its header row and its rows.",
    );
  // PostgreSQL takes neither in a text.
  return { text: text.replaceAll("\0", "").toWellFormed(), encoding };
}

function encodingOf(bytes: Buffer): { encoding: string; skip: number } {
  if (bytes.subarray(0, 3).equals(Buffer.from("efbbbf", "hex")))
    return { encoding: "UTF-8", skip: 3 };
  const mark = bytes.subarray(0, 2).toString("hex");
  if (mark === "fffe") return { encoding: "UTF-16LE", skip: 2 };
  if (mark === "feff") return { encoding: "UTF-16BE", skip: 2 };
  const wide = wideWithoutMark(bytes.subarray(0, SAMPLE));
  if (wide) return { encoding: wide, skip: 0 };
  if (isUtf8(bytes)) return { encoding: "UTF-8", skip: 0 };
  return { encoding: eightBit(bytes), skip: 0 };
}

/** Western text in UTF-16 has a zero in nearly every second byte. */
function wideWithoutMark(bytes: Buffer): "UTF-16LE" | "UTF-16BE" | null {
  const pairs = Math.floor(bytes.length / 2);
  if (pairs < 4) return null;
  let high = 0;
  let low = 0;
  for (let i = 0; i < pairs; i++) {
    if (bytes[2 * i] === 0) high++;
    if (bytes[2 * i + 1] === 0) low++;
  }
  if (low > pairs * 0.7 && high < pairs * 0.1) return "UTF-16LE";
  return high > pairs * 0.7 && low < pairs * 0.1 ? "UTF-16BE" : null;
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function eightBit(bytes: Buffer): string {
  // Only the lines with letters beyond ASCII tell anything; a long file would drown them.
  const telling = bytes
    .toString("latin1")
    .split("\n")
    .filter((line) => /[\u0080-\u00ff]/.test(line))
    .join("\n")
    .slice(0, SAMPLE);
  const guesses = analyse(Buffer.from(telling, "latin1"));
  const western =
    guesses.find(({ name }) => /^(ISO-8859-1|windows-1252)$/.test(name))?.confidence ?? 0;
  const [best] = guesses;
  // Of short texts the guesses are poor, and among them Western Europe is by far the likeliest. Its Windows-1252 is
  // ISO-8859-1 with letters where that one has control codes, and files that claim the one are the other.
  const isSure = best && best.confidence >= western + LEAD;
  if (!isSure || !iconv.encodingExists(best.name)) return "Windows-1252";
  return best.name.replace(/^windows/, "Windows");
}

/** Of 100: by how much a guess at another encoding must be surer than Western Europe's. */
const LEAD = 25;

function refuseBinary(bytes: Buffer): void {
  const start = bytes.subarray(0, 8).toString("hex");
  const known = MAGIC.find(([magic]) => start.startsWith(magic));
  if (known) throw new AppError("bad_input", `This is ${known[1]}, not a CSV file.`, known[2]);
  const head = bytes.subarray(0, 4096).toString("latin1").trimStart();
  if (/^<(!doctype|html|\?xml)/i.test(head))
    throw new AppError(
      "bad_input",
      "This is a web page, not a CSV file.",
      "Export the list as CSV, and check that the download was complete.",
    );
  const isWide = /^(fffe|feff)/.test(start) || wideWithoutMark(bytes.subarray(0, SAMPLE)) !== null;
  const controls = [...head].filter((sign) => sign < " " && !"\t\r\n\f\v".includes(sign)).length;
  if (!isWide && controls > 1 + head.length / 100)
    throw new AppError("bad_input", "This is no text file.", "Export the list as CSV.");
}
