// Of the network, of postgres.js, and of PostgreSQL (the classes of wrong credentials and of a database that isn't there).
const CODES =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|CONNECT_TIMEOUT|CONNECTION_.+|28\w{3}|3D000)$/;

/** Whether this is the failure of a connection that was never made: a wrong address, password or database. */
export function isNoWayIn(error: unknown): boolean {
  return error instanceof Error && "code" in error && CODES.test(String(error.code));
}
