export const serverErrors = {
    "server.unavailable": {
        status: 503,
        en: "The server cannot answer just now. Try again in a moment.",
        ko: "지금은 응답할 수 없습니다. 잠시 뒤 다시 시도해 주세요.",
    },
    "server.internal": {
        status: 500,
        en: "Something went wrong on the server. The log has the details under this request's id.",
        ko: "서버에서 오류가 발생했습니다. 자세한 내용은 이 요청 ID로 로그에 남아 있습니다.",
    },
};
//# sourceMappingURL=server.js.map