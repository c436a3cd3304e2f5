export const limitsErrors = {
    "limits.exceeded": {
        status: 429,
        en: "Too many requests. Wait {retryAfterSeconds} s.",
        ko: "요청이 너무 많습니다. {retryAfterSeconds}초 뒤 다시 시도해 주세요.",
    },
    "limits.challenge_required": {
        status: 428,
        en: "Solve the challenge and send its solution along as `altcha`.",
        ko: "챌린지를 풀어 그 답을 `altcha`로 함께 보내 주세요.",
    },
    "limits.beyond_counting": {
        status: 400,
        en: "`{parameter}` counts further than is counted exactly. Give at most {expected}.",
        ko: "`{parameter}` 값은 정확히 셀 수 있는 범위를 넘습니다. {expected} 이하로 지정해 주세요.",
    },
};
//# sourceMappingURL=limits.js.map