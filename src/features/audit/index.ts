export { type AuditEntry, record } from "./operations.ts";
export { type AuditLine, listAudit } from "./queries.ts";
