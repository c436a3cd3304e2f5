import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Connectors } from "../connectors/connectors.js";
import { type Factories } from "../connectors/factories.js";
import type { ConnectorTests } from "../delivery/test-connector.js";
export interface ConnectorRoutesOptions {
    factories: Factories;
    connectors: Connectors;
    connectorTests: ConnectorTests;
}
export declare const connectorRoutes: FastifyPluginAsyncZod<ConnectorRoutesOptions>;
