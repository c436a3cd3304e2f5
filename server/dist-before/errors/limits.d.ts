export declare const limitsErrors: {
    readonly "limits.exceeded": {
        readonly status: 429;
        readonly en: "Too many requests. Wait {retryAfterSeconds} s.";
        readonly ko: "요청이 너무 많습니다. {retryAfterSeconds}초 뒤 다시 시도해 주세요.";
    };
    readonly "limits.challenge_required": {
        readonly status: 428;
        readonly en: "Solve the challenge and send its solution along as `altcha`.";
        readonly ko: "챌린지를 풀어 그 답을 `altcha`로 함께 보내 주세요.";
    };
    readonly "limits.beyond_counting": {
        readonly status: 400;
        readonly en: "`{parameter}` counts further than is counted exactly. Give at most {expected}.";
        readonly ko: "`{parameter}` 값은 정확히 셀 수 있는 범위를 넘습니다. {expected} 이하로 지정해 주세요.";
    };
};
