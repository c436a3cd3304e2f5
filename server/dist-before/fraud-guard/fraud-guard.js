import { createWork } from "./challenge.js";
import { checkCode } from "./check-code.js";
import { liftAlarm } from "./lift-alarm.js";
import { passwordRules } from "./password-rules.js";
import { sendCode } from "./send-code.js";
import { changeServiceLimits, showServiceLimits } from "./service-limits.js";
import { challengeScope } from "./visitor.js";
import { watchAbuse } from "./watch-abuse.js";
const WATCH_SECONDS = 10;
export function createFraudGuard(dependencies) {
    const { services } = dependencies;
    return {
        sendCode: (request) => sendCode(dependencies, request),
        checkCode: (request) => checkCode(dependencies, request),
        admitPassword: (request) => dependencies.limits.admitAndCount(passwordRules({ ...dependencies, ...request })),
        createChallenge: (visitor, action) => createWork(dependencies, challengeScope(visitor, action)),
        showLimits: (serviceSid) => showServiceLimits(services, serviceSid),
        changeLimits: (serviceSid, changes, by) => changeServiceLimits(services, serviceSid, changes, by),
        liftAlarm: (serviceSid, alarmed, by) => liftAlarm(dependencies, serviceSid, alarmed, by),
        jobs: [{ name: "watch abuse", seconds: WATCH_SECONDS, work: () => watchAbuse(dependencies) }],
    };
}
//# sourceMappingURL=fraud-guard.js.map