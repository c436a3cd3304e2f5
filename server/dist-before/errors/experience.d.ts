export declare const experienceErrors: {
    readonly "experience.invalid": {
        readonly status: 400;
        readonly en: "`{parameter}` is not acceptable: {problem}.";
        readonly ko: "`{parameter}` 값이 올바르지 않습니다: {problem}.";
    };
    readonly "experience.no_language": {
        readonly status: 400;
        readonly en: "`{parameter}` is empty. Name at least one language; the first serves everybody else.";
        readonly ko: "`{parameter}` 값이 비어 있습니다. 언어를 하나 이상 지정해 주세요. 첫 번째 언어가 기본입니다.";
    };
    readonly "experience.phone_code_required": {
        readonly status: 400;
        readonly en: "`{parameter}` switches codes to a phone number off. They are always a way to sign in; leave `phone` with `code`.";
        readonly ko: "`{parameter}`에서 휴대전화 인증번호를 껐습니다. 언제나 쓸 수 있어야 하니 `phone`의 `code`를 켜 두세요.";
    };
    readonly "experience.username_has_no_code": {
        readonly status: 400;
        readonly en: "`{parameter}` asks for codes to a user name, where none can be sent. Switch it off.";
        readonly ko: "`{parameter}`: 아이디로는 인증번호를 보낼 수 없습니다. 꺼 주세요.";
    };
    readonly "experience.method_proves_nothing": {
        readonly status: 400;
        readonly en: "`{parameter}` has neither code nor password, so nobody could sign in by it. Switch one on, or leave the method out.";
        readonly ko: "`{parameter}`에 인증번호도 비밀번호도 없어 로그인할 수 없습니다. 하나를 켜거나 방법을 빼 주세요.";
    };
    readonly "experience.first_is_off": {
        readonly status: 400;
        readonly en: "`{parameter}` is to be offered first and is switched off. Switch it on, or offer the other first.";
        readonly ko: "`{parameter}`에서 먼저 보여 줄 방식이 꺼져 있습니다. 켜거나 다른 방식을 먼저 보여 주세요.";
    };
    readonly "experience.named_twice": {
        readonly status: 400;
        readonly en: "`{parameter}` names something a second time. Leave one of the two out.";
        readonly ko: "`{parameter}`에 같은 것이 두 번 있습니다. 하나를 빼 주세요.";
    };
    readonly "experience.sign_up_needs_identifier": {
        readonly status: 400;
        readonly en: "`{parameter}` is empty: a new account needs something to sign in by. Name at least one identifier.";
        readonly ko: "`{parameter}` 값이 비어 있습니다. 새 계정이 로그인할 수 있도록 하나 이상 지정해 주세요.";
    };
    readonly "experience.sign_up_needs_proof": {
        readonly status: 400;
        readonly en: "`{parameter}` comes first and cannot be verified. Let a new account begin with `phone` or `email`.";
        readonly ko: "`{parameter}`: 맨 앞은 인증할 수 있는 것이어야 합니다. `phone` 또는 `email`을 앞에 두세요.";
    };
    readonly "experience.sign_up_is_no_method": {
        readonly status: 400;
        readonly en: "`{parameter}` is asked of new accounts and is no way to sign in. Add it to `signIn.methods` too.";
        readonly ko: "`{parameter}`: 가입에 쓰는 것은 로그인에도 쓸 수 있어야 합니다. `signIn.methods`에도 넣어 주세요.";
    };
    readonly "experience.sign_up_needs_password": {
        readonly status: 400;
        readonly en: "`{parameter}` is off, and no identifier of a new account takes a code: it could never sign in again. Switch it on.";
        readonly ko: "`{parameter}` 값이 꺼져 있는데 인증번호로 로그인할 방법도 없어 새 계정이 다시 로그인할 수 없습니다. 켜 주세요.";
    };
    readonly "experience.term_reserved": {
        readonly status: 400;
        readonly en: "`{parameter}` is a name that the pages use themselves. Choose another.";
        readonly ko: "`{parameter}`: 화면에서 이미 쓰는 이름입니다. 다른 이름을 써 주세요.";
    };
    readonly "experience.idle_too_long": {
        readonly status: 400;
        readonly en: "`{parameter}` is longer than `sessions.absoluteDays`, when every session ends. Make it shorter.";
        readonly ko: "`{parameter}` 값은 `sessions.absoluteDays`보다 길 수 없습니다. 줄여 주세요.";
    };
    readonly "experience.insecure_url": {
        readonly status: 400;
        readonly en: "`{parameter}` is http. In production give an https address.";
        readonly ko: "`{parameter}` 값이 http입니다. 운영 환경에서는 https 주소를 지정해 주세요.";
    };
    readonly "experience.unknown_service": {
        readonly status: 400;
        readonly en: "`{parameter}` is no service of this deployment, or was deleted. Name another, or null for the oldest.";
        readonly ko: "`{parameter}`: 없거나 삭제된 서비스입니다. 다른 서비스나 null(가장 오래된 서비스)을 지정해 주세요.";
    };
    readonly "experience.no_connector": {
        readonly status: 409;
        readonly en: "`{parameter}` needs codes by {expected}, and no connector that can be used is active for it. Activate one first.";
        readonly ko: "`{parameter}`: 인증번호를 보낼 커넥터({expected})가 활성화되어 있지 않습니다. 먼저 활성화해 주세요.";
    };
    readonly "experience.version_required": {
        readonly status: 428;
        readonly en: 'Say which version you change: send the `ETag` of your last `GET` as `If-Match`, such as `"3"`.';
        readonly ko: '어느 버전을 바꾸는지 알려 주세요. 마지막 `GET`의 `ETag` 값을 `If-Match`로 보내 주세요(예: `"3"`).';
    };
    readonly "experience.version_changed": {
        readonly status: 412;
        readonly en: "The settings were changed meanwhile. Fetch them again, then repeat your change.";
        readonly ko: "그 사이 설정이 바뀌었습니다. 다시 불러온 뒤 변경해 주세요.";
    };
    readonly "experience.draft_not_found": {
        readonly status: 404;
        readonly en: "There is no such draft; drafts are kept for a day. Save it again.";
        readonly ko: "해당 초안이 없습니다. 초안은 하루 동안 보관됩니다. 다시 저장해 주세요.";
    };
};
