import { request as overHttp } from "node:http";
import { request as overHttps } from "node:https";

const TIMEOUT_MS = 10_000;

/**
 * Posts a JSON text and reads the answer, over connections that are kept open for the next one. Not `fetch`, whose
 * streams take longer than everything else in a quick answer.
 * @throws Error when nothing answers within 10 s
 */
export function postJson(url: string, json: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const send = url.startsWith("http:") ? overHttp : overHttps;
    const request = send(
      url,
      {
        method: "POST",
        headers: {
          "content-type": "application/json; charset=utf-8",
          "content-length": Buffer.byteLength(json),
        },
        timeout: TIMEOUT_MS,
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (part: string) => {
          text += part;
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
        response.on("error", reject);
      },
    );
    request.on("timeout", () => request.destroy(new Error(`no answer in ${TIMEOUT_MS} ms`)));
    request.on("error", reject);
    request.end(json);
  });
}
