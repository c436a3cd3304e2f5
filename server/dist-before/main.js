/** @module `npm start`: starts the server, says so, and stops it when asked. */
import { existsSync } from "node:fs";
import { runServer } from "./start/run-server.js";
if (existsSync(".env"))
    process.loadEnvFile();
await runServer(process.env);
//# sourceMappingURL=main.js.map