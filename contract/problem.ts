import * as z from 'zod';
import {
  type FieldReason,
  fieldReasons,
  type ProblemCode,
  type ProblemKind,
  problemKinds,
} from '../domain/errors.ts';
import type { Bilingual } from '../domain/words.ts';

/** The HTTP status of each kind of problem. */
export const statusOfKind = {
  Invalid: 400,
  Unauthenticated: 401,
  Forbidden: 403,
  NotFound: 404,
  Conflict: 409,
  TooLarge: 413,
  UnsupportedMediaType: 415,
  TooManyRequests: 429,
  Fault: 500,
  Unavailable: 503,
} as const satisfies Record<ProblemKind, number>;

export const problemCodes = Object.keys(problemKinds) as [ProblemCode, ...ProblemCode[]];

/** A problem response, RFC 9457 (`application/problem+json`), with `code`, `fields[]` and `correlationId`. */
export const problemSchema = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(problemCodes),
    fields: z.array(
      z.strictObject({
        path: z.string(),
        reason: z.enum(fieldReasons),
        expected: z.string().optional(),
        message: z.string(),
      }),
    ),
    correlationId: z.string(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problemSchema>;

/** What each problem says, and what to do about it, in the reader's language. */
export const problemTexts: Record<ProblemCode, Bilingual> = {
  'invalid-input': {
    zh: '填写的内容有误，请按提示修改后再提交。',
    en: 'Some of what was sent is not right. Correct the fields named and send again.',
  },
  'malformed-json': { zh: '请求内容不是有效的 JSON。', en: 'The body is not valid JSON.' },
  'idempotency-key-required': {
    zh: '缺少 Idempotency-Key 请求头（8 到 128 个可见字符）。',
    en: 'The header Idempotency-Key is missing (8 to 128 visible characters).',
  },
  'amount-not-payable': {
    zh: '按所填内容计算的金额为零，无法申报。',
    en: 'By these answers the amount is nothing, so there is nothing to apply for.',
  },
  'sign-in-required': { zh: '请先登录。', en: 'Please sign in first.' },
  'role-not-allowed': { zh: '您的角色不能进行此操作。', en: 'Your role may not do this.' },
  'not-your-application': { zh: '这不是贵单位的申报。', en: 'This application is not your enterprise’s.' },
  'own-enterprise': {
    zh: '涉及本人所在企业，应当回避。',
    en: 'It concerns your own enterprise, so someone else has to decide.',
  },
  'already-decided-by-you': {
    zh: '您已在另一环节审核过该申报，须由他人办理。',
    en: 'You decided another stage of this application, so someone else has to decide this one.',
  },
  'conflict-of-interest': {
    zh: '您已就该申报申请回避，须由他人办理。',
    en: 'You declared a conflict of interest here, so someone else has to decide.',
  },
  'colleague-may-not-review': {
    zh: '这位同事不能办理该申报（回避，或已办理过其他环节），请另选一位。',
    en: 'This colleague may not decide it: a conflict of interest, or another stage of it. Choose someone else.',
  },
  'own-proposal': {
    zh: '您起草或提交了这一版政策，须由另一人核对后发布。',
    en: 'You wrote or proposed this version, so someone else has to check and publish it.',
  },
  'decided-before-appeal': {
    zh: '这是申诉件，须由未参与此前审核的人办理。',
    en: 'This is an appeal, heard by people who have not decided on the application before.',
  },
  'outside-your-area': {
    zh: '该申报不属于本办事处辖区。',
    en: 'This application belongs to another office’s area.',
  },
  'heads-only': {
    zh: '督办清单只供单位负责人和纪检查看。',
    en: 'Escalations are shown to heads of units and to discipline inspection only.',
  },
  'policy-not-found': { zh: '没有这项政策。', en: 'There is no such policy.' },
  'draft-not-found': { zh: '没有保存的草稿。', en: 'There is no saved draft.' },
  'application-not-found': {
    zh: '没有查到这个受理编号，请核对后再试。',
    en: 'No application has this receipt code. Check it and try again.',
  },
  'review-not-found': {
    zh: '该申报当前没有待审核的环节。',
    en: 'This application has no review open at present.',
  },
  'colleague-not-found': {
    zh: '这一环节没有这位同事，请从名单中选择。',
    en: 'Nobody of this name reviews at this stage. Choose from the list.',
  },
  'venue-not-found': { zh: '没有这个场所。', en: 'There is no such venue.' },
  'scan-not-found': {
    zh: '没有查到这次扫码记录，请重新扫码。',
    en: 'This scan is not on record. Scan again.',
  },
  'attachment-not-found': {
    zh: '没有这份材料，可能已被删除，请重新上传。',
    en: 'There is no such attachment; it may have been removed. Upload it again.',
  },
  'trail-not-found': {
    zh: '没有查到该记录的审计轨迹，请核对编号。',
    en: 'There is no trail of this record. Check its number.',
  },
  'export-not-found': {
    zh: '没有这次导出，或已超过 24 小时。请重新发起导出。',
    en: 'There is no such export, or it is more than 24 hours old. Start a new one.',
  },
  'notice-not-found': {
    zh: '没有这条通知，可能已过期删除。',
    en: 'There is no such notice; it may have been deleted after its time.',
  },
  'operation-not-found': { zh: '没有这个接口。', en: 'There is no such operation.' },
  'window-closed': { zh: '不在申报时间内。', en: 'Applications are not taken at present.' },
  'already-applied': {
    zh: '贵单位在本期已申报过该政策。',
    en: 'Your enterprise has already applied for this policy in this period.',
  },
  'offer-changed': {
    zh: '企业档案或政策已有变化，请重新查看后再确认。',
    en: 'The profile or the policy has changed. Look at the offer again, then confirm.',
  },
  'profile-incomplete': {
    zh: '企业档案还不完整，请先补全后再提交申报。',
    en: 'The enterprise profile is not complete. Complete it, then submit.',
  },
  'version-changed': {
    zh: '内容已在别处更新，请刷新后再改。',
    en: 'It was changed elsewhere in the meantime. Reload and change it again.',
  },
  'idempotency-key-reused': {
    zh: '同一 Idempotency-Key 已用于另一内容。',
    en: 'This Idempotency-Key was used for another body.',
  },
  'state-not-allowed': { zh: '当前状态下不能进行此操作。', en: 'This cannot be done in the present state.' },
  'clause-turned': {
    zh: '有条件在审核后变为不符合，不能办结通过。',
    en: 'A clause that was met when it was reviewed is not met any more, so it cannot be approved.',
  },
  'already-appealed': {
    zh: '该申报已经申诉过一次，不能再次申诉。',
    en: 'This application has been appealed once already.',
  },
  'appeal-window-closed': {
    zh: '申诉期限已过。',
    en: 'The time for an appeal has passed.',
  },
  'review-not-claimed': { zh: '请先认领，再作出决定。', en: 'Claim the review first, then decide.' },
  'review-claimed-by-other': { zh: '该申报已由他人认领。', en: 'Someone else has claimed this review.' },
  'flag-not-cleared': {
    zh: '该申报有核查提示，通过时须逐件写明如何核实。',
    en: 'This application has points to verify. To approve it, open it and note how they were cleared.',
  },
  'certificate-not-needed': {
    zh: '只有黄码需要核验健康证明。',
    en: 'Only a yellow code needs a health certificate.',
  },
  'too-many-attachments': {
    zh: '每份申报最多上传 10 份材料，请先移除不需要的材料。',
    en: 'An application takes at most 10 attachments. Remove one that is not needed first.',
  },
  'upload-not-received': {
    zh: '材料尚未完整收到，请重新上传。',
    en: 'The file has not arrived whole. Upload it again.',
  },
  'attachment-changed': {
    zh: '佐证材料与提交时不一致或已缺失，不能通过。请退回补正。',
    en: 'An attachment is missing or not the one that was submitted, so this cannot be approved. Return it for correction.',
  },
  'venue-token-invalid': {
    zh: '二维码无效，请扫描场所张贴的二维码。',
    en: 'This code is not valid. Scan the code posted at the venue.',
  },
  'venue-token-expired': {
    zh: '该二维码已更换，请扫描新张贴的二维码。',
    en: 'This code has been replaced. Scan the newly posted one.',
  },
  'challenge-invalid': {
    zh: '验证信息无效，请重新获取验证码。',
    en: 'The verification is not valid. Ask for a new code.',
  },
  'challenge-expired': {
    zh: '验证码已过期，请重新获取。',
    en: 'The verification code has expired. Ask for a new one.',
  },
  'verification-code-wrong': { zh: '验证码不正确。', en: 'The verification code is wrong.' },
  'pass-invalid': { zh: '通行凭证无效。', en: 'The pass is not valid.' },
  'pass-expired': {
    zh: '通行凭证已过期，请对方刷新。',
    en: 'The pass has expired. Ask the person to renew it.',
  },
  'body-too-large': { zh: '提交的内容过大。', en: 'The body is too large.' },
  'body-too-deep': { zh: '提交的内容嵌套过深。', en: 'The body is nested too deeply.' },
  'unsupported-media-type': { zh: '请以 application/json 提交。', en: 'Send the body as application/json.' },
  'too-many-requests': { zh: '操作过于频繁，请稍后再试。', en: 'Too many requests. Try again in a while.' },
  'temporarily-unavailable': {
    zh: '服务暂时不可用，请稍后重试，内容不会丢失。',
    en: 'The service is not available for the moment. Try again; nothing is lost.',
  },
  'internal-error': {
    zh: '系统出错，请稍后重试；如仍出错，请提供编号给工作人员。',
    en: 'Something failed on our side. Try again; if it fails again, give the number below to the staff.',
  },
};

/** What each field reason says; `expected` is appended where it is known. */
export const fieldReasonTexts: Record<FieldReason, Bilingual> = {
  required: { zh: '必填', en: 'This is required' },
  type: { zh: '类型不正确', en: 'This is of the wrong type' },
  format: { zh: '格式不正确', en: 'This is not in the right format' },
  'too-small': { zh: '数值过小', en: 'This is too small' },
  'too-large': { zh: '数值过大', en: 'This is too large' },
  'too-short': { zh: '内容过短', en: 'This is too short' },
  'too-long': { zh: '内容过长', en: 'This is too long' },
  'not-an-option': { zh: '不在可选范围内', en: 'This is not one of the options' },
  'unknown-field': { zh: '不认识的字段', en: 'This field is not known' },
  'check-digit': {
    zh: '统一社会信用代码校验码不正确',
    en: 'The check digit of the Unified Social Credit Code is wrong',
  },
  'check-character': {
    zh: '编号有误，请逐位核对',
    en: 'The code has a wrong character; compare it letter by letter',
  },
  'account-number': {
    zh: '账号应为 12 至 30 位数字，银行卡号须逐位核对',
    en: 'An account has 12 to 30 digits; compare a card number digit by digit',
  },
  'date-in-future': { zh: '日期不能晚于今天', en: 'The day is in the future' },
  'must-be-accepted': { zh: '须勾选承诺后方可提交', en: 'This declaration has to be accepted' },
  'not-marked-for-correction': {
    zh: '该项未要求补正，不能修改',
    en: 'This was not marked for correction and cannot be changed',
  },
  'wrong-content': {
    zh: '文件内容不是所标明的类型，或文件已损坏，请重新导出后上传',
    en: 'The content is not of the type the file says, or it is damaged; export it again',
  },
  'foreign-data': {
    zh: '文件中夹带了其他数据，请重新导出后上传',
    en: 'The file carries other data as well; export it again',
  },
  'unpacks-too-large': {
    zh: '文件展开后过大',
    en: 'The file unpacks to too much',
  },
  'not-as-submitted': {
    zh: '与提交时不一致，或已缺失',
    en: 'Missing, or not as it was submitted',
  },
  infected: { zh: '文件含有病毒，未予接收', en: 'The file contains a virus and was not taken' },
  'unknown-question': { zh: '表单里没有这个问题', en: 'The form asks no such question' },
  'wrong-kind': { zh: '所依据的问题类型不符', en: 'It cannot rest on a question of this kind' },
  duplicate: { zh: '与前面的重复', en: 'The same stands further up' },
  'wrong-order': { zh: '结束不能早于开始', en: 'The end has to come after the beginning' },
  'not-rising': { zh: '须高于上一级', en: 'This has to be more than the step below' },
  'below-one-award': {
    zh: '预算不足以支付一笔最高金额',
    en: 'The budget does not cover one award of the full amount',
  },
  'chain-order': {
    zh: '流程由办事处受理开始，其次经济发展局审核，财政复核在最后',
    en: 'The office accepts first, then the bureau reviews; the finance check comes last',
  },
  'finance-only': {
    zh: '只有财政复核可以按金额启用',
    en: 'Only the finance check may depend on the amount',
  },
  'not-offerable': {
    zh: '免申即享的政策只能用企业档案、登记信息和承诺',
    en: 'A policy that is offered rests on profile, registry and declarations only',
  },
  'not-in-profile': {
    zh: '企业信息中的这一项不能回答这个问题',
    en: 'This part of the profile does not answer the question, or not with these options',
  },
  'not-judged': { zh: '没有环节审核这个问题', en: 'No stage judges this question' },
  'too-many-required': { zh: '必交材料过多', en: 'Too many pieces of evidence are required' },
  'said-illustrative': {
    zh: '正式政策的名称不能含“示例”',
    en: 'The title of a real policy must not say 示例',
  },
  'not-said-illustrative': {
    zh: '示例政策的名称须注明“示例”',
    en: 'The title of an illustrative policy has to say 示例',
  },
};
