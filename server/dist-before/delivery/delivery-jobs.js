import { askVendors } from "./ask-vendors.js";
/** The dispatcher is not among them: it is woken by messages, and polls by itself. */
export const deliveryJobs = (dependencies) => [
    { name: "ask vendors", seconds: 5, work: () => askVendors(dependencies) },
];
//# sourceMappingURL=delivery-jobs.js.map