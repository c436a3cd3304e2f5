export declare const rateLimitErrors: {
    readonly "rate_limit.not_found": {
        readonly status: 404;
        readonly en: "There is no such rate limit or bucket.";
        readonly ko: "해당 사용량 제한이나 버킷이 없습니다.";
    };
    readonly "rate_limit.name_invalid": {
        readonly status: 400;
        readonly en: "`UniqueName` must be 1 to 64 letters, digits, dots, dashes or underscores.";
        readonly ko: "`UniqueName`은 영문자, 숫자, 점, 붙임표, 밑줄 1–64자여야 합니다.";
    };
    readonly "rate_limit.name_taken": {
        readonly status: 400;
        readonly en: "The service has a rate limit of this `UniqueName` already. Choose another name.";
        readonly ko: "같은 `UniqueName`의 제한이 이미 있습니다. 다른 이름을 선택해 주세요.";
    };
    readonly "rate_limit.too_many": {
        readonly status: 400;
        readonly en: "The service has as many rate limits as it can have (20). Delete one first.";
        readonly ko: "서비스당 사용량 제한은 20개까지입니다. 먼저 하나를 삭제해 주세요.";
    };
    readonly "rate_limit.interval_taken": {
        readonly status: 400;
        readonly en: "The rate limit has a bucket of this `Interval` already. Change that one.";
        readonly ko: "같은 `Interval`의 버킷이 이미 있습니다. 그 버킷을 변경해 주세요.";
    };
    readonly "rate_limit.too_many_buckets": {
        readonly status: 400;
        readonly en: "The rate limit has as many buckets as it can have (5). Delete one first.";
        readonly ko: "사용량 제한당 버킷은 5개까지입니다. 먼저 하나를 삭제해 주세요.";
    };
};
