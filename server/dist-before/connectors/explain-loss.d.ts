/** @module A channel whose last connector goes takes its codes along: who would miss them is named before that. */
import { AppError } from "../errors.js";
import { type ConnectorDependencies, type ConnectorType } from "./connector.js";
/** `connector.in_use`, with the services that could send no more and the ways to sign in that would be gone. */
export declare function explainLoss({ services, signInMethods }: Pick<ConnectorDependencies, "services" | "signInMethods">, type: ConnectorType): Promise<AppError>;
