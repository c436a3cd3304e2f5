import { type AcceptedRecipient, type Recipient } from "../recipient.js";
import type { Service } from "../services/service.js";
/**
 * The recipient, or a refusal. A number's country is the one it belongs to within its calling code: a service that sends to
 * the United Kingdom does not by that send to Guernsey (+44 too), nor from the United States to Jamaica. `isSpared` is asked
 * only where the country would refuse. An e-mail address has no country, and so none that a service would not send to.
 */
export declare function refuseRecipient(recipient: Recipient, service: Pick<Service, "allowedCountries">, isSpared: (e164: string) => Promise<boolean>): Promise<AcceptedRecipient>;
