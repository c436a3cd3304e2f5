/** @module Where the command line was before it moved to `start/`: scripts and docs of deployments may name it. */
import "./start/cli.js";
//# sourceMappingURL=cli.js.map