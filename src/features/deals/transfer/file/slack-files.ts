import type { WebClient } from "@slack/web-api";
import { AppError } from "../../../../kernel/errors.ts";
import type { SourceFile } from "../import/import-files.ts";
import { MAX_BYTES } from "./read-csv.ts";

/**
 * Fetches a file somebody gave to Slack.
 * @throws AppError bad_input when it is too large, or Slack doesn't hand it out
 */
export async function downloadFile(slack: WebClient, fileId: string): Promise<SourceFile> {
  const { file } = await slack.files.info({ file: fileId });
  const url = file?.url_private_download ?? file?.url_private;
  const name = file?.name ?? "the file";
  if ((file?.size ?? 0) > MAX_BYTES)
    throw new AppError(
      "bad_input",
      `${name} has ${Math.ceil((file?.size ?? 0) / 1024 / 1024)} MB; I read up to 20.`,
      "Split it, and import the parts one after the other.",
    );
  if (!url) throw notHandedOut(name);
  const response = await fetch(url, { headers: { authorization: `Bearer ${slack.token}` } });
  // Without the permission Slack answers with its page to sign in.
  const isPage = /text\/html/.test(response.headers.get("content-type") ?? "");
  if (!response.ok || isPage) throw notHandedOut(name);
  return { name, bytes: Buffer.from(await response.arrayBuffer()) };
}

function notHandedOut(name: string): AppError {
  return new AppError(
    "bad_input",
    `Slack doesn't hand ${name} to me.`,
    "The app needs the permission files:read; an admin can look in the app's settings.",
  );
}
