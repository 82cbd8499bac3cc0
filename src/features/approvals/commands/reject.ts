import { named, phrase } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { decideAndAnswer } from "../doing.ts";
import { openReject } from "../interactions.ts";
import { resolveApproval } from "../reading.ts";
import { requestAndWords } from "./request-ref.ts";

export const rejectCommand = defineCommand({
  command: "/approval",
  verb: "reject",
  summary: "Reject a request, and say why",
  example: "/approval reject approval_3 10 % and I agree",
  permission: "approval.decide",
  args: { request: requestAndWords, reason: named("because", phrase("the reason")) },
  async run({ request, reason = request.said }, call) {
    const id = await resolveApproval(call, request.ref);
    if (reason) return decideAndAnswer(call, id, { approve: false, comment: reason });
    return openReject(call, id);
  },
});
