const usageTypes = {
    api: "Generic",
    public: "Generic",
    "sign-in": "SignIn",
    "sign-up": "Register",
    reset: "ForgotPassword",
    link: "BindNewIdentifier",
    "step-up": "UserPermissionValidation",
    invitation: "OrganizationInvitation",
};
export const usageTypeOf = (purpose) => usageTypes[purpose];
//# sourceMappingURL=usage-type.js.map