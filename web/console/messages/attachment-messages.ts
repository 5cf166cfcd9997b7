const zh = {
  title: '佐证材料',
  count: (count: number) => `${count} 份`,
  none: '未上传',
  required: '必须上传',
  digest: (start: string) => `SHA-256 ${start}…`,
  digestTitle: '提交时固定的文件校验值，通过时会再次比对',
  scan: { clean: '已查毒', 'not-scanned': '未查毒' },
  notScanned: '本系统未接入病毒扫描，打开前请自行查毒。',
  download: '下载',
  downloadOf: (name: string) => `下载 ${name}（留痕）`,
  preview: '预览',
  previewOf: (name: string) => `预览 ${name}（留痕）`,
  close: '收起',
  closeOf: (name: string) => `收起 ${name}`,
  picture: (name: string) => `材料图片：${name}`,
  added: '补正后新增',
  removed: '补正时移除',
  askedBefore: '上次要求补正：',
};

const en: typeof zh = {
  title: 'Evidence',
  count: (count) => `${count} files`,
  none: 'Nothing attached',
  required: 'Required',
  digest: (start) => `SHA-256 ${start}…`,
  digestTitle: 'Frozen when it was submitted, and compared again at approval',
  scan: { clean: 'Virus checked', 'not-scanned': 'Not virus checked' },
  notScanned: 'There is no virus scanner here; check a file yourself before you open it.',
  download: 'Download',
  downloadOf: (name) => `Download ${name} (goes on record)`,
  preview: 'Preview',
  previewOf: (name) => `Preview ${name} (goes on record)`,
  close: 'Close',
  closeOf: (name) => `Close ${name}`,
  picture: (name) => `Attached picture: ${name}`,
  added: 'Added by the correction',
  removed: 'Taken out by the correction',
  askedBefore: 'Asked for last time: ',
};

/** The strings about attachments, Chinese first. */
export const attachmentMessages = { zh, en };
