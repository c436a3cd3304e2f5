/** It is converted if its verification was approved, by this send's code or another's. */
export const isConverted = ({ verificationStatus }) => verificationStatus === "approved";
//# sourceMappingURL=attempt.js.map