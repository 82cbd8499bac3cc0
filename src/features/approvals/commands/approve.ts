import { named, phrase } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { decideAndAnswer } from "../doing.ts";
import { resolveApproval } from "../reading.ts";
import { requestAndWords } from "./request-ref.ts";

export const approveCommand = defineCommand({
  command: "/approval",
  verb: "approve",
  summary: "Approve a request, with a comment if you like",
  example: "/approval approve approval_3 fine for two years",
  permission: "approval.decide",
  args: { request: requestAndWords, comment: named("because", phrase("a comment")) },
  run: async ({ request, comment }, call) =>
    decideAndAnswer(call, await resolveApproval(call, request.ref), {
      approve: true,
      comment: comment ?? request.said,
    }),
});
