import { createHash } from "node:crypto";

/** How many acts are remembered to tell whether their triggers differ. */
const REMEMBERED = 100;

/**
 * Names each act of a person: the same at every delivery of one act, another at the next. Slack gives each act a trigger of
 * its own, so the payload says it all. A server that gives the same trigger to different acts, or none, would make the
 * same words typed twice look like one act: there the delivery counts as well.
 */
export function createRequestIds(): (body: object, deliveryId: string | null) => string {
  const payloads = new Map<unknown, string>();
  let areTriggersUnique = true;
  return (body, deliveryId) => {
    const payload = hash(JSON.stringify(body));
    const trigger: unknown = Reflect.get(body, "trigger_id");
    if (trigger && areTriggersUnique) {
      areTriggersUnique = (payloads.get(trigger) ?? payload) === payload;
      payloads.set(trigger, payload);
      const [oldest] = payloads.keys();
      if (payloads.size > REMEMBERED) payloads.delete(oldest);
    }
    return (trigger && areTriggersUnique) || !deliveryId ? payload : hash(payload + deliveryId);
  };
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
