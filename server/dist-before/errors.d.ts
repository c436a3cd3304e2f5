export declare const errorCatalog: {
    "attempt.not_found": {
        readonly status: 404;
        readonly en: "There is no such attempt.";
        readonly ko: "해당 발송 기록이 없습니다.";
    };
    "connector.unknown_factory": {
        readonly status: 404;
        readonly en: "There is no kind of connector of this name. `GET /api/connector-factories` lists them.";
        readonly ko: "해당 커넥터 종류가 없습니다. `GET /api/connector-factories`에서 확인해 주세요.";
    };
    "connector.not_found": {
        readonly status: 404;
        readonly en: "There is no such connector.";
        readonly ko: "해당 커넥터가 없습니다.";
    };
    "connector.version_not_found": {
        readonly status: 404;
        readonly en: "The connector has no version of this number. `GET /api/connectors/:id` lists them.";
        readonly ko: "커넥터에 해당 버전이 없습니다. `GET /api/connectors/:id`에서 확인해 주세요.";
    };
    "connector.config_invalid": {
        readonly status: 400;
        readonly en: "`{parameter}` is not acceptable: {problem}.";
        readonly ko: "`{parameter}` 값이 올바르지 않습니다: {problem}.";
    };
    "connector.untested": {
        readonly status: 409;
        readonly en: "These settings have not sent a test message within the last hour. Test them first, or send `force`.";
        readonly ko: "이 설정으로 최근 한 시간 안에 시험 발송한 기록이 없습니다. 먼저 시험하거나 `force`를 보내 주세요.";
    };
    "connector.test_failed": {
        readonly status: 422;
        readonly en: "The test message was not sent. {problem}";
        readonly ko: "시험 메시지를 보내지 못했습니다. {problem}";
    };
    "connector.in_use": {
        readonly status: 409;
        readonly en: "Nothing else sends by its channel: without this connector no code is sent. Activate another first, or send `force`.";
        readonly ko: "이 채널로 보내는 커넥터가 이것뿐이라 인증번호를 보낼 수 없게 됩니다. 다른 커넥터를 먼저 활성화하거나 `force`를 보내 주세요.";
    };
    "connector.active": {
        readonly status: 409;
        readonly en: "This connector is the active one. Activate another before this one stands by.";
        readonly ko: "이미 활성화된 커넥터입니다. 다른 커넥터를 먼저 활성화해 주세요.";
    };
    "connector.development_only": {
        readonly status: 409;
        readonly en: "The development inbox cannot be activated in production: whoever reads it reads everybody's codes.";
        readonly ko: "개발용 수신함은 운영 환경에서 활성화할 수 없습니다. 모든 인증번호가 노출됩니다.";
    };
    "experience.invalid": {
        readonly status: 400;
        readonly en: "`{parameter}` is not acceptable: {problem}.";
        readonly ko: "`{parameter}` 값이 올바르지 않습니다: {problem}.";
    };
    "experience.no_language": {
        readonly status: 400;
        readonly en: "`{parameter}` is empty. Name at least one language; the first serves everybody else.";
        readonly ko: "`{parameter}` 값이 비어 있습니다. 언어를 하나 이상 지정해 주세요. 첫 번째 언어가 기본입니다.";
    };
    "experience.phone_code_required": {
        readonly status: 400;
        readonly en: "`{parameter}` switches codes to a phone number off. They are always a way to sign in; leave `phone` with `code`.";
        readonly ko: "`{parameter}`에서 휴대전화 인증번호를 껐습니다. 언제나 쓸 수 있어야 하니 `phone`의 `code`를 켜 두세요.";
    };
    "experience.username_has_no_code": {
        readonly status: 400;
        readonly en: "`{parameter}` asks for codes to a user name, where none can be sent. Switch it off.";
        readonly ko: "`{parameter}`: 아이디로는 인증번호를 보낼 수 없습니다. 꺼 주세요.";
    };
    "experience.method_proves_nothing": {
        readonly status: 400;
        readonly en: "`{parameter}` has neither code nor password, so nobody could sign in by it. Switch one on, or leave the method out.";
        readonly ko: "`{parameter}`에 인증번호도 비밀번호도 없어 로그인할 수 없습니다. 하나를 켜거나 방법을 빼 주세요.";
    };
    "experience.first_is_off": {
        readonly status: 400;
        readonly en: "`{parameter}` is to be offered first and is switched off. Switch it on, or offer the other first.";
        readonly ko: "`{parameter}`에서 먼저 보여 줄 방식이 꺼져 있습니다. 켜거나 다른 방식을 먼저 보여 주세요.";
    };
    "experience.named_twice": {
        readonly status: 400;
        readonly en: "`{parameter}` names something a second time. Leave one of the two out.";
        readonly ko: "`{parameter}`에 같은 것이 두 번 있습니다. 하나를 빼 주세요.";
    };
    "experience.sign_up_needs_identifier": {
        readonly status: 400;
        readonly en: "`{parameter}` is empty: a new account needs something to sign in by. Name at least one identifier.";
        readonly ko: "`{parameter}` 값이 비어 있습니다. 새 계정이 로그인할 수 있도록 하나 이상 지정해 주세요.";
    };
    "experience.sign_up_needs_proof": {
        readonly status: 400;
        readonly en: "`{parameter}` comes first and cannot be verified. Let a new account begin with `phone` or `email`.";
        readonly ko: "`{parameter}`: 맨 앞은 인증할 수 있는 것이어야 합니다. `phone` 또는 `email`을 앞에 두세요.";
    };
    "experience.sign_up_is_no_method": {
        readonly status: 400;
        readonly en: "`{parameter}` is asked of new accounts and is no way to sign in. Add it to `signIn.methods` too.";
        readonly ko: "`{parameter}`: 가입에 쓰는 것은 로그인에도 쓸 수 있어야 합니다. `signIn.methods`에도 넣어 주세요.";
    };
    "experience.sign_up_needs_password": {
        readonly status: 400;
        readonly en: "`{parameter}` is off, and no identifier of a new account takes a code: it could never sign in again. Switch it on.";
        readonly ko: "`{parameter}` 값이 꺼져 있는데 인증번호로 로그인할 방법도 없어 새 계정이 다시 로그인할 수 없습니다. 켜 주세요.";
    };
    "experience.term_reserved": {
        readonly status: 400;
        readonly en: "`{parameter}` is a name that the pages use themselves. Choose another.";
        readonly ko: "`{parameter}`: 화면에서 이미 쓰는 이름입니다. 다른 이름을 써 주세요.";
    };
    "experience.idle_too_long": {
        readonly status: 400;
        readonly en: "`{parameter}` is longer than `sessions.absoluteDays`, when every session ends. Make it shorter.";
        readonly ko: "`{parameter}` 값은 `sessions.absoluteDays`보다 길 수 없습니다. 줄여 주세요.";
    };
    "experience.insecure_url": {
        readonly status: 400;
        readonly en: "`{parameter}` is http. In production give an https address.";
        readonly ko: "`{parameter}` 값이 http입니다. 운영 환경에서는 https 주소를 지정해 주세요.";
    };
    "experience.unknown_service": {
        readonly status: 400;
        readonly en: "`{parameter}` is no service of this deployment, or was deleted. Name another, or null for the oldest.";
        readonly ko: "`{parameter}`: 없거나 삭제된 서비스입니다. 다른 서비스나 null(가장 오래된 서비스)을 지정해 주세요.";
    };
    "experience.no_connector": {
        readonly status: 409;
        readonly en: "`{parameter}` needs codes by {expected}, and no connector that can be used is active for it. Activate one first.";
        readonly ko: "`{parameter}`: 인증번호를 보낼 커넥터({expected})가 활성화되어 있지 않습니다. 먼저 활성화해 주세요.";
    };
    "experience.version_required": {
        readonly status: 428;
        readonly en: 'Say which version you change: send the `ETag` of your last `GET` as `If-Match`, such as `"3"`.';
        readonly ko: '어느 버전을 바꾸는지 알려 주세요. 마지막 `GET`의 `ETag` 값을 `If-Match`로 보내 주세요(예: `"3"`).';
    };
    "experience.version_changed": {
        readonly status: 412;
        readonly en: "The settings were changed meanwhile. Fetch them again, then repeat your change.";
        readonly ko: "그 사이 설정이 바뀌었습니다. 다시 불러온 뒤 변경해 주세요.";
    };
    "experience.draft_not_found": {
        readonly status: 404;
        readonly en: "There is no such draft; drafts are kept for a day. Save it again.";
        readonly ko: "해당 초안이 없습니다. 초안은 하루 동안 보관됩니다. 다시 저장해 주세요.";
    };
    "key.not_found": {
        readonly status: 404;
        readonly en: "There is no such key, or it is revoked.";
        readonly ko: "해당 키가 없거나 이미 폐기되었습니다.";
    };
    "key.last": {
        readonly status: 409;
        readonly en: "Nothing else opens what this key opens. Make another key first, then revoke this one.";
        readonly ko: "이 키를 대신할 수 있는 다른 키가 없습니다. 새 키를 먼저 만든 뒤 폐기해 주세요.";
    };
    "limits.exceeded": {
        readonly status: 429;
        readonly en: "Too many requests. Wait {retryAfterSeconds} s.";
        readonly ko: "요청이 너무 많습니다. {retryAfterSeconds}초 뒤 다시 시도해 주세요.";
    };
    "limits.challenge_required": {
        readonly status: 428;
        readonly en: "Solve the challenge and send its solution along as `altcha`.";
        readonly ko: "챌린지를 풀어 그 답을 `altcha`로 함께 보내 주세요.";
    };
    "limits.beyond_counting": {
        readonly status: 400;
        readonly en: "`{parameter}` counts further than is counted exactly. Give at most {expected}.";
        readonly ko: "`{parameter}` 값은 정확히 셀 수 있는 범위를 넘습니다. {expected} 이하로 지정해 주세요.";
    };
    "message.not_found": {
        readonly status: 404;
        readonly en: "There is no such message.";
        readonly ko: "해당 메시지가 없습니다.";
    };
    "rate_limit.not_found": {
        readonly status: 404;
        readonly en: "There is no such rate limit or bucket.";
        readonly ko: "해당 사용량 제한이나 버킷이 없습니다.";
    };
    "rate_limit.name_invalid": {
        readonly status: 400;
        readonly en: "`UniqueName` must be 1 to 64 letters, digits, dots, dashes or underscores.";
        readonly ko: "`UniqueName`은 영문자, 숫자, 점, 붙임표, 밑줄 1–64자여야 합니다.";
    };
    "rate_limit.name_taken": {
        readonly status: 400;
        readonly en: "The service has a rate limit of this `UniqueName` already. Choose another name.";
        readonly ko: "같은 `UniqueName`의 제한이 이미 있습니다. 다른 이름을 선택해 주세요.";
    };
    "rate_limit.too_many": {
        readonly status: 400;
        readonly en: "The service has as many rate limits as it can have (20). Delete one first.";
        readonly ko: "서비스당 사용량 제한은 20개까지입니다. 먼저 하나를 삭제해 주세요.";
    };
    "rate_limit.interval_taken": {
        readonly status: 400;
        readonly en: "The rate limit has a bucket of this `Interval` already. Change that one.";
        readonly ko: "같은 `Interval`의 버킷이 이미 있습니다. 그 버킷을 변경해 주세요.";
    };
    "rate_limit.too_many_buckets": {
        readonly status: 400;
        readonly en: "The rate limit has as many buckets as it can have (5). Delete one first.";
        readonly ko: "사용량 제한당 버킷은 5개까지입니다. 먼저 하나를 삭제해 주세요.";
    };
    "request.invalid": {
        readonly status: 400;
        readonly en: "`{parameter}` is not acceptable: {problem}.";
        readonly ko: "`{parameter}` 값이 올바르지 않습니다: {problem}.";
    };
    "request.malformed": {
        readonly status: 400;
        readonly en: "The request could not be read: {problem}.";
        readonly ko: "요청을 읽을 수 없습니다: {problem}.";
    };
    "request.unauthenticated": {
        readonly status: 401;
        readonly en: "The credentials are missing or wrong. Send {expected}.";
        readonly ko: "인증 정보가 없거나 올바르지 않습니다. {expected} 형식으로 보내 주세요.";
    };
    "request.not_found": {
        readonly status: 404;
        readonly en: "There is nothing at {path}.";
        readonly ko: "{path}에는 아무것도 없습니다.";
    };
    "request.timeout": {
        readonly status: 408;
        readonly en: "The request took too long to arrive. Send it again.";
        readonly ko: "요청이 제때 도착하지 않았습니다. 다시 보내 주세요.";
    };
    "request.too_large": {
        readonly status: 413;
        readonly en: "The request is too large: at most 16 KiB of headers and of body (512 KiB where the body is a connector's settings).";
        readonly ko: "요청이 너무 큽니다. 헤더와 본문은 각각 16KiB까지입니다(커넥터 설정은 512KiB).";
    };
    "request.media_type": {
        readonly status: 415;
        readonly en: "This media type is not read here. Send {expected}.";
        readonly ko: "지원하지 않는 형식입니다. {expected} 형식으로 보내 주세요.";
    };
    "request.wrong_host": {
        readonly status: 421;
        readonly en: "This server answers for {host} only. Open it under that name, or set MUNJIGI_URL.";
        readonly ko: "이 서버는 {host} 주소로만 응답합니다. 그 주소로 열거나 MUNJIGI_URL을 설정해 주세요.";
    };
    "request.origin_not_allowed": {
        readonly status: 403;
        readonly en: "Pages of this origin may not use this key. Add the origin to the key.";
        readonly ko: "이 출처의 페이지는 이 키를 사용할 수 없습니다. 키에 출처를 추가해 주세요.";
    };
    "request.other_site": {
        readonly status: 403;
        readonly en: "Pages of other sites may not call this API. Call it from your server; pages use the public phone API.";
        readonly ko: "다른 사이트의 페이지에서는 이 API를 호출할 수 없습니다. 서버에서 호출해 주세요. 페이지는 공개 전화 API를 사용합니다.";
    };
    "safe_list.not_found": {
        readonly status: 404;
        readonly en: "This number is not on the safe list.";
        readonly ko: "허용 목록에 없는 번호입니다.";
    };
    "safe_list.already_listed": {
        readonly status: 400;
        readonly en: "This number is on the safe list already. Nothing more is to be done.";
        readonly ko: "이미 허용 목록에 있는 번호입니다. 추가할 필요가 없습니다.";
    };
    "server.unavailable": {
        readonly status: 503;
        readonly en: "The server cannot answer just now. Try again in a moment.";
        readonly ko: "지금은 응답할 수 없습니다. 잠시 뒤 다시 시도해 주세요.";
    };
    "server.internal": {
        readonly status: 500;
        readonly en: "Something went wrong on the server. The log has the details under this request's id.";
        readonly ko: "서버에서 오류가 발생했습니다. 자세한 내용은 이 요청 ID로 로그에 남아 있습니다.";
    };
    "service.not_found": {
        readonly status: 404;
        readonly en: "There is no such service.";
        readonly ko: "해당 서비스가 없습니다.";
    };
    "sign_in.number_missing": {
        readonly status: 400;
        readonly en: "Enter your mobile number.";
        readonly ko: "휴대전화 번호를 입력해 주세요.";
    };
    "sign_in.number_unreadable": {
        readonly status: 400;
        readonly en: "That doesn't look like a phone number. Check it.";
        readonly ko: "전화번호를 다시 확인해 주세요.";
    };
    "sign_in.number_not_mobile": {
        readonly status: 400;
        readonly en: "Enter a mobile number.";
        readonly ko: "휴대전화 번호를 입력해 주세요.";
    };
    "sign_in.number_retired": {
        readonly status: 400;
        readonly en: "01X numbers were retired. Enter a 010 number.";
        readonly ko: "011·016 등은 더 이상 쓰이지 않습니다. 010 번호를 입력해 주세요.";
    };
    "sign_in.number_ambiguous": {
        readonly status: 400;
        readonly en: "This may be two numbers. Write it with + and the country code.";
        readonly ko: "두 가지로 읽히는 번호입니다. +와 국가 번호부터 입력해 주세요.";
    };
    "sign_in.country_not_served": {
        readonly status: 400;
        readonly en: "Numbers of this country can't be used here.";
        readonly ko: "이 나라의 번호는 사용할 수 없습니다.";
    };
    "sign_in.email_unreadable": {
        readonly status: 400;
        readonly en: "That doesn't look like an e-mail address. Check it.";
        readonly ko: "이메일 주소를 다시 확인해 주세요.";
    };
    "sign_in.username_unreadable": {
        readonly status: 400;
        readonly en: "A user name has 3 to 32 letters, digits, dots, - or _.";
        readonly ko: "아이디는 영문, 숫자, . - _ 3~32자입니다.";
    };
    "sign_in.code_unreadable": {
        readonly status: 400;
        readonly en: "Enter the digits of the code.";
        readonly ko: "인증번호 숫자를 입력해 주세요.";
    };
    "sign_in.wrong_code": {
        readonly status: 400;
        readonly en: "That code isn't right.";
        readonly ko: "인증번호가 맞지 않습니다.";
    };
    "sign_in.code_expired": {
        readonly status: 400;
        readonly en: "This code has expired. Get a new one.";
        readonly ko: "인증번호가 만료되었습니다. 새로 받아 주세요.";
    };
    "sign_in.code_locked": {
        readonly status: 429;
        readonly en: "Too many wrong codes. Get a new one.";
        readonly ko: "여러 번 틀려 이 인증번호는 쓸 수 없습니다. 새로 받아 주세요.";
    };
    "sign_in.no_sends_left": {
        readonly status: 429;
        readonly en: "This code was sent as often as it can be. Enter it, or try again in a few minutes.";
        readonly ko: "더 이상 보낼 수 없습니다. 받은 인증번호를 입력하거나 몇 분 뒤 다시 해 주세요.";
    };
    "sign_in.wait": {
        readonly status: 429;
        readonly en: "Too many requests. Try again in {retryAfterSeconds} s.";
        readonly ko: "요청이 많습니다. {retryAfterSeconds}초 뒤 다시 해 주세요.";
    };
    "sign_in.cannot_send": {
        readonly status: 503;
        readonly en: "We can't send codes this way just now. Try another way, or later.";
        readonly ko: "지금은 이 방법으로 인증번호를 보낼 수 없습니다. 다른 방법을 쓰거나 잠시 뒤 다시 해 주세요.";
    };
    "sign_in.challenge": {
        readonly status: 428;
        readonly en: "One moment, we are checking your browser.";
        readonly ko: "잠시만요, 브라우저를 확인하고 있습니다.";
    };
    "sign_in.wrong_password": {
        readonly status: 400;
        readonly en: "That doesn't match. Check it and try again.";
        readonly ko: "아이디나 비밀번호가 맞지 않습니다.";
    };
    "sign_in.password_short": {
        readonly status: 400;
        readonly en: "Use {expected} characters or more.";
        readonly ko: "{expected}자 이상으로 정해 주세요.";
    };
    "sign_in.password_long": {
        readonly status: 400;
        readonly en: "Use {expected} characters at most.";
        readonly ko: "{expected}자까지 쓸 수 있습니다.";
    };
    "sign_in.password_common": {
        readonly status: 400;
        readonly en: "Many people use this password, so it's easy to guess. Choose another.";
        readonly ko: "흔히 쓰는 비밀번호라 쉽게 뚫립니다. 다른 것으로 정해 주세요.";
    };
    "sign_in.name_unusable": {
        readonly status: 400;
        readonly en: "Enter a name of up to {expected} characters.";
        readonly ko: "이름을 {expected}자 안으로 입력해 주세요.";
    };
    "sign_in.consent_missing": {
        readonly status: 400;
        readonly en: "Tick everything that is required.";
        readonly ko: "필수 항목에 모두 동의해 주세요.";
    };
    "sign_in.identifier_taken": {
        readonly status: 409;
        readonly en: "Another account uses this. Use another one, or sign in with that account.";
        readonly ko: "다른 계정에서 쓰고 있습니다. 다른 것을 쓰거나 그 계정으로 로그인해 주세요.";
    };
    "sign_in.no_sign_up": {
        readonly status: 403;
        readonly en: "There is no account for this, and new ones can't be made here.";
        readonly ko: "가입된 계정이 없고, 여기서는 새로 가입할 수 없습니다.";
    };
    "sign_in.suspended": {
        readonly status: 403;
        readonly en: "This account can't be used at the moment. Ask support.";
        readonly ko: "지금은 사용할 수 없는 계정입니다. 고객센터에 문의해 주세요.";
    };
    "sign_in.restricted": {
        readonly status: 403;
        readonly en: "For safety this can't be done until a day after this sign-in.";
        readonly ko: "안전을 위해 로그인하고 하루가 지난 뒤에 할 수 있습니다.";
    };
    "sign_in.flow_over": {
        readonly status: 410;
        readonly en: "This page has closed. Start again.";
        readonly ko: "닫힌 화면입니다. 다시 시작해 주세요.";
    };
    "sign_in.not_signed_in": {
        readonly status: 401;
        readonly en: "Sign in first.";
        readonly ko: "먼저 로그인해 주세요.";
    };
    "sign_in.proof_too_old": {
        readonly status: 403;
        readonly en: "Confirm that it's you first.";
        readonly ko: "먼저 본인인지 확인해 주세요.";
    };
    "template.unknown": {
        readonly status: 400;
        readonly en: "There is no template of this SID. `GET /v2/Templates` lists them.";
        readonly ko: "해당 SID의 템플릿이 없습니다. `GET /v2/Templates`에서 확인해 주세요.";
    };
    "template.no_translation": {
        readonly status: 400;
        readonly en: "The template has no text for this language, and no default. Add one.";
        readonly ko: "이 언어의 템플릿 문구도, 기본 문구도 없습니다. 문구를 추가해 주세요.";
    };
    "template.substitution_missing": {
        readonly status: 400;
        readonly en: "The template needs a text for `{parameter}`. Send it in `TemplateCustomSubstitutions`.";
        readonly ko: "템플릿에 `{parameter}` 값이 필요합니다. `TemplateCustomSubstitutions`로 보내 주세요.";
    };
    "template.not_found": {
        readonly status: 404;
        readonly en: "There is no such template.";
        readonly ko: "해당 템플릿이 없습니다.";
    };
    "template.in_use": {
        readonly status: 409;
        readonly en: "A service has this template for its default. Give the service another one first.";
        readonly ko: "이 템플릿을 기본값으로 쓰는 서비스가 있습니다. 서비스의 기본 템플릿을 먼저 바꿔 주세요.";
    };
    "template.built_in": {
        readonly status: 409;
        readonly en: "This template is part of Munjigi. Make one of your own with the text you want.";
        readonly ko: "기본 제공 템플릿은 변경할 수 없습니다. 원하는 문구로 새 템플릿을 만들어 주세요.";
    };
    "verification.target_missing": {
        readonly status: 400;
        readonly en: "Send `To` or `VerificationSid`.";
        readonly ko: "`To` 또는 `VerificationSid`를 보내 주세요.";
    };
    "verification.not_found": {
        readonly status: 404;
        readonly en: "There is no verification to act on ({reason}). Start a new one.";
        readonly ko: "처리할 인증이 없습니다({reason}). 새로 시작해 주세요.";
    };
    "verification.too_many_checks": {
        readonly status: 429;
        readonly en: "Too many wrong codes. Wait {retryAfterSeconds} s, then start a new verification.";
        readonly ko: "잘못된 코드를 너무 많이 입력했습니다. {retryAfterSeconds}초 뒤 새로 시작해 주세요.";
    };
    "verification.too_many_sends": {
        readonly status: 429;
        readonly en: "The code was sent too often. Wait {retryAfterSeconds} s, then start a new verification.";
        readonly ko: "코드를 너무 많이 보냈습니다. {retryAfterSeconds}초 뒤 새로 시작해 주세요.";
    };
    "verification.too_early": {
        readonly status: 429;
        readonly en: "The code was sent a moment ago. Wait {retryAfterSeconds} s before sending it again.";
        readonly ko: "방금 코드를 보냈습니다. {retryAfterSeconds}초 뒤 다시 보내 주세요.";
    };
    "verification.wrong_code": {
        readonly status: 403;
        readonly en: "The code is wrong. Look at the text again.";
        readonly ko: "잘못된 인증 코드입니다. 입력한 코드를 확인해주세요.";
    };
    "verification.already_approved": {
        readonly status: 409;
        readonly en: "This code was accepted already. Nothing more is to be done.";
        readonly ko: "이미 인증이 완료된 전화번호입니다. 추가 인증이 필요하지 않습니다.";
    };
    "verification.payment_missing": {
        readonly status: 400;
        readonly en: "This service confirms payments: send `Amount` and `Payee`.";
        readonly ko: "이 서비스는 결제를 확인합니다. `Amount`와 `Payee`를 보내 주세요.";
    };
    "verification.channel_disabled": {
        readonly status: 400;
        readonly en: "No connector is active for this channel. An administrator has to activate one.";
        readonly ko: "이 채널에 활성화된 커넥터가 없습니다. 관리자가 커넥터를 활성화해야 합니다.";
    };
    "verification.channel_unusable": {
        readonly status: 503;
        readonly en: "A connector is active for this channel, and its settings cannot be read. `munjigi doctor` says why.";
        readonly ko: "이 채널의 활성 커넥터 설정을 읽을 수 없습니다. `munjigi doctor`가 이유를 알려 줍니다.";
    };
    "verification.landline": {
        readonly status: 403;
        readonly en: "This is a landline, which cannot receive texts. Enter a mobile number.";
        readonly ko: "유선 전화로는 문자를 받을 수 없습니다. 휴대전화 번호를 입력해 주세요.";
    };
    "verification.number_blocked": {
        readonly status: 403;
        readonly en: "Texts are not sent to this kind of number ({type}). Enter a mobile number.";
        readonly ko: "이 종류의 번호({type})로는 문자를 보내지 않습니다. 휴대전화 번호를 입력해 주세요.";
    };
    "verification.country_blocked": {
        readonly status: 403;
        readonly en: "This service does not send to {country}. Add it to the service's AllowedCountries.";
        readonly ko: "이 서비스는 {country} 번호로 보내지 않습니다. 서비스의 AllowedCountries에 추가해 주세요.";
    };
};
export type ErrorCode = keyof typeof errorCatalog;
export type Language = "ko" | "en";
/** Why a verification cannot be acted on; callers of Twilio's API find it in `details.reason`. */
type Reason = "expired" | "approved" | "canceled" | "locked" | "unknown" | "spent";
/** Facts fill the sentence and are part of the answer. They never contain a code, a token, a full number or an e-mail address. */
export interface ErrorFacts {
    /**
     * What is not acceptable: a field as the caller wrote it, or in the words of the domain (`recipient`, `template`), which
     * each wire format replaces by its own.
     */
    parameter?: string;
    problem?: string;
    path?: string;
    expected?: string;
    host?: string;
    reason?: Reason;
    /** The limit that refused; for the log and metrics. */
    rule?: string;
    retryAfterSeconds?: number;
    type?: string;
    country?: string;
    /** All that is wrong with a document or a config, field by field. */
    problems?: readonly {
        path: string;
        problem: string;
    }[];
    /** The services that could send no more codes. */
    services?: readonly {
        sid: string;
        friendlyName: string;
    }[];
    /** The identifiers by whose codes people could sign in no more. */
    signInMethods?: readonly string[];
    /** The report of a failed connector test. Secrets, the number and the code in it are masked. */
    test?: object;
}
/** A failure with a name. `cause` is for the log and never leaves the server. */
export declare class AppError extends Error {
    readonly code: ErrorCode;
    readonly facts: ErrorFacts;
    constructor(code: ErrorCode, facts?: ErrorFacts, options?: ErrorOptions);
    get status(): number;
    /** The public sentence in the caller's language. */
    text(language: Language): string;
}
export {};
