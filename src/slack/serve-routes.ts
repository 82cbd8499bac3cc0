import { createServer, type Server } from "node:http";
import type { CustomRoute } from "@slack/bolt";

/**
 * Serves a few routes over HTTP. In Socket Mode Bolt would do it, but a port that is taken would then end the process.
 * @throws Error EADDRINUSE when the port is taken
 */
export async function serveRoutes(routes: readonly CustomRoute[], port: number): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const route = routes.find(({ path, method }) => path === pathname && method === request.method);
    if (route) void route.handler(Object.assign(request, { params: {} }), response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, resolve);
  });
  return server;
}
