export const serviceErrors = {
    "service.not_found": {
        status: 404,
        en: "There is no such service.",
        ko: "해당 서비스가 없습니다.",
    },
};
//# sourceMappingURL=service.js.map