/** @module A hosted page: from what it shows to the whole document. No I/O and no clock: the same view is the same page. */
import { drawAccount } from "./account.js";
import { drawAuthorize } from "./authorize.js";
import { drawChoose } from "./choose.js";
import { drawCode } from "./code.js";
import { drawConsent } from "./consent.js";
import { drawConsents } from "./consents.js";
import { type Context, contextOf, type Sheet } from "./context.js";
import { drawDelete } from "./delete.js";
import { drawDemo } from "./demo.js";
import { drawEnded } from "./ended.js";
import { drawError } from "./error.js";
import { drawDocument } from "./frame.js";
import { drawIdentify } from "./identify.js";
import { drawInvitation, drawInvitationEnded, drawInvitationJoined } from "./invitation.js";
import { drawLeave } from "./leave.js";
import { drawName } from "./name.js";
import { drawNewPassword } from "./new-password.js";
import { drawPasskey } from "./passkey.js";
import { drawPasskeyDetail } from "./passkey-detail.js";
import { drawPassword } from "./password.js";
import { drawProfile } from "./profile.js";
import { drawRecycled } from "./recycled.js";
import { drawSignOut } from "./sign-out.js";
import { drawSignedOut } from "./signed-out.js";
import { drawSocialBegin } from "./social-begin.js";
import { drawSocialCandidate } from "./social-candidate.js";
import { drawSocialEnded } from "./social-ended.js";
import { drawSocialReturn } from "./social-return.js";
import { drawSocialTrial } from "./social-trial.js";
import { drawSocialVerified } from "./social-verified.js";
import { drawStepUp } from "./step-up.js";
import { drawTotp } from "./totp.js";
import { drawTotpCodes } from "./totp-codes.js";
import { drawTotpDetail } from "./totp-detail.js";
import { drawTotpNew } from "./totp-new.js";
import type { Frame, View } from "./view.js";
import { drawWait } from "./wait.js";

/** Everything that came from outside is escaped. Addresses are not judged: the server vouches for `https:` and its own paths. */
export function renderPage(frame: Frame, view: View): string {
  const context = contextOf(frame);
  return drawDocument(context, draw(view, context), view.page);
}

function draw(view: View, context: Context): Sheet {
  switch (view.page) {
    case "identify":
      return drawIdentify(view, context);
    case "code":
      return drawCode(view, context);
    case "password":
      return drawPassword(view, context);
    case "consent":
      return drawConsent(view, context);
    case "profile":
      return drawProfile(view, context);
    case "new-password":
      return drawNewPassword(view, context);
    case "recycled":
      return drawRecycled(view, context);
    case "wait":
      return drawWait(view, context);
    case "ended":
      return drawEnded(view, context);
    case "signed-out":
      return drawSignedOut(view, context);
    case "choose":
      return drawChoose(view, context);
    case "step-up":
      return drawStepUp(view, context);
    case "delete":
      return drawDelete(view, context);
    case "account":
      return drawAccount(view, context);
    case "consents":
      return drawConsents(view, context);
    case "passkey":
      return drawPasskey(view, context);
    case "passkey-detail":
      return drawPasskeyDetail(view, context);
    case "totp":
      return drawTotp(view, context);
    case "totp-new":
      return drawTotpNew(view, context);
    case "totp-codes":
      return drawTotpCodes(view, context);
    case "totp-detail":
      return drawTotpDetail(view, context);
    case "name":
      return drawName(view, context);
    case "authorize":
      return drawAuthorize(view, context);
    case "sign-out":
      return drawSignOut(view, context);
    case "demo":
      return drawDemo(view, context);
    case "leave":
      return drawLeave(view, context);
    case "invitation":
      return drawInvitation(view, context);
    case "invitation-joined":
      return drawInvitationJoined(view, context);
    case "invitation-ended":
      return drawInvitationEnded(view, context);
    case "social-candidate":
      return drawSocialCandidate(view, context);
    case "social-ended":
      return drawSocialEnded(view, context);
    case "social-begin":
      return drawSocialBegin(view, context);
    case "social-return":
      return drawSocialReturn(view, context);
    case "social-trial":
      return drawSocialTrial(view, context);
    case "social-verified":
      return drawSocialVerified(view, context);
    case "error":
      return drawError(view, context);
  }
}
