export const rateLimitErrors = {
    "rate_limit.not_found": {
        status: 404,
        en: "There is no such rate limit or bucket.",
        ko: "해당 사용량 제한이나 버킷이 없습니다.",
    },
    "rate_limit.name_invalid": {
        status: 400,
        en: "`UniqueName` must be 1 to 64 letters, digits, dots, dashes or underscores.",
        ko: "`UniqueName`은 영문자, 숫자, 점, 붙임표, 밑줄 1–64자여야 합니다.",
    },
    "rate_limit.name_taken": {
        status: 400,
        en: "The service has a rate limit of this `UniqueName` already. Choose another name.",
        ko: "같은 `UniqueName`의 제한이 이미 있습니다. 다른 이름을 선택해 주세요.",
    },
    "rate_limit.too_many": {
        status: 400,
        en: "The service has as many rate limits as it can have (20). Delete one first.",
        ko: "서비스당 사용량 제한은 20개까지입니다. 먼저 하나를 삭제해 주세요.",
    },
    "rate_limit.interval_taken": {
        status: 400,
        en: "The rate limit has a bucket of this `Interval` already. Change that one.",
        ko: "같은 `Interval`의 버킷이 이미 있습니다. 그 버킷을 변경해 주세요.",
    },
    "rate_limit.too_many_buckets": {
        status: 400,
        en: "The rate limit has as many buckets as it can have (5). Delete one first.",
        ko: "사용량 제한당 버킷은 5개까지입니다. 먼저 하나를 삭제해 주세요.",
    },
};
//# sourceMappingURL=rate-limit.js.map