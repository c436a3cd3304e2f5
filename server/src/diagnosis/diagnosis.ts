/** @module Why somebody got no code. The face of this room. */
import { type Diagnosis, type DiagnosisDependencies, diagnoseRecipient } from "./diagnose-recipient.js";

export type { Diagnosis };

export interface Diagnoses {
  /** Throws `service.not_found`. */
  of(request: { to: string; serviceSid?: string | undefined }): Promise<Diagnosis>;
}

export const createDiagnoses = (dependencies: DiagnosisDependencies): Diagnoses => ({
  of: (request) => diagnoseRecipient(dependencies, request),
});
