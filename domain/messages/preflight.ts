import { defineMessages } from './define.ts'

/** Messages whose keys begin with `preflight.`: one for each code and level of a pre-flight item. */
export const preflightMessages = defineMessages({
  'preflight.lineup-length.ok': {
    zh: '{count} 个商品，共 {minutes} 分钟',
    en: {
      one: '{count} product, {minutes} minutes in all',
      other: '{count} products, {minutes} minutes in all',
    },
  },
  'preflight.lineup-length.note': {
    zh: '{count} 个商品，共 {minutes} 分钟，时长看起来不对，请核对每个讲解位的分钟数',
    en: {
      one: '{count} product, {minutes} minutes in all: that looks wrong, please check the minutes of each slot',
      other:
        '{count} products, {minutes} minutes in all: that looks wrong, please check the minutes of each slot',
    },
  },
  'preflight.lineup-length.block': { zh: '排品里没有商品', en: 'The lineup holds no product' },

  'preflight.lineup-priced.ok': {
    zh: '每个商品都有本场价格',
    en: 'Every product has a price for this session',
  },
  'preflight.lineup-priced.note': {
    zh: '{position} 号「{name}」的本场价高于划线价',
    en: 'Number {position}, {name}: the price is above its list price',
  },
  'preflight.lineup-priced.block': {
    zh: '{position} 号「{name}」没有价格',
    en: 'Number {position}, {name}: no price',
  },

  'preflight.product-maker.ok': {
    zh: '厂名、厂址齐全',
    en: 'Maker and address are on file for every product',
  },
  'preflight.product-maker.note': { zh: '「{name}」没有厂址', en: '{name}: the maker’s address is missing' },
  'preflight.product-maker.block': {
    zh: '「{name}」没有厂名（产品质量法第二十七条要求标明生产者）',
    en: '{name}: the maker is missing (Product Quality Law art. 27 asks for it)',
  },

  'preflight.product-certificate.ok': { zh: '资质编号齐全', en: 'Certificates and licences are on file' },
  'preflight.product-certificate.note': {
    zh: '「{name}」没有填资质编号',
    en: '{name}: no certificate or licence number',
  },
  'preflight.product-certificate.block': {
    zh: '「{name}」属于「{category}」，需要许可或备案编号，但没有填',
    en: '{name}: its category “{category}” needs a licence or filing number, and none is on file',
  },

  'preflight.document-expired.ok': { zh: '凭证都在有效期内', en: 'Every document is in date' },
  'preflight.document-expired.note': {
    zh: '「{name}」的「{document}」将在 {days} 天内到期',
    en: '{name}: “{document}” expires within {days} days',
  },
  'preflight.document-expired.block': {
    zh: '「{name}」的「{document}」已经过期',
    en: '{name}: “{document}” has expired',
  },

  'preflight.list-price-without-record.ok': {
    zh: '划线价都有价格记录',
    en: 'Every list price has a price record',
  },
  'preflight.list-price-without-record.note': {
    zh: '「{name}」的划线价没有价格记录：不上屏，也不要说「原价」',
    en: '{name}: no record behind its list price. It is kept off the stage; do not say “original price” either',
  },
  'preflight.list-price-without-record.block': {
    zh: '「{name}」的划线价没有价格记录',
    en: '{name}: no record behind its list price',
  },

  'preflight.guarantee-retired.ok': { zh: '没有已下线的权益', en: 'No right the platform has retired' },
  'preflight.guarantee-retired.note': {
    zh: '「{name}」的「{right}」平台已下线，由本店自己承担',
    en: '{name}: the platform has retired “{right}”; the shop stands behind it itself',
  },
  'preflight.guarantee-retired.block': {
    zh: '「{name}」带有平台已下线的「{right}」：请去掉，或注明由本店自己承担',
    en: '{name}: the platform has retired “{right}”. Remove it, or mark it as the shop’s own promise',
  },

  'preflight.guarantee-excluded.ok': {
    zh: '权益都适用于商品的类目',
    en: 'Every right is offered for its product’s category',
  },
  'preflight.guarantee-excluded.note': {
    zh: '「{name}」的类目一般不提供「{right}」',
    en: '{name}: “{right}” is not usual for its category',
  },
  'preflight.guarantee-excluded.block': {
    zh: '「{name}」属于「{category}」，不适用「{right}」',
    en: '{name}: “{right}” is not offered for the category “{category}”',
  },

  'preflight.no-guarantee.ok': { zh: '每个商品至少有一项权益', en: 'Every product has at least one right' },
  'preflight.no-guarantee.note': {
    zh: '「{name}」没有任何权益，信任卡会是空的',
    en: '{name}: no right at all, so its trust card is empty',
  },
  'preflight.no-guarantee.block': { zh: '「{name}」没有任何权益', en: '{name}: no right at all' },

  'preflight.special-registration.ok': {
    zh: '需要注册的商品都有注册号',
    en: 'Every product that needs a registration has one',
  },
  'preflight.special-registration.note': {
    zh: '「{name}」请核对是否需要「{registration}」',
    en: '{name}: please check whether it needs “{registration}”',
  },
  'preflight.special-registration.block': {
    zh: '「{name}」名称或卖点里有「{word}」，需要「{registration}」，但没有在档',
    en: '{name}: “{word}” in its name or talking points needs “{registration}”, and none is on file',
  },

  'preflight.wording-finding.ok': {
    zh: '商品名和卖点没有违规用语',
    en: 'Names and talking points are clean',
  },
  'preflight.wording-finding.note': {
    zh: '「{name}」的文案「{quote}」：{message}',
    en: '{name}: “{quote}” — {message}',
  },
  'preflight.wording-finding.block': {
    zh: '「{name}」的文案「{quote}」不能用：{message}',
    en: '{name}: “{quote}” must not be used — {message}',
  },

  'preflight.stock-empty.ok': { zh: '商品都有库存', en: 'Every product is in stock' },
  'preflight.stock-empty.note': { zh: '「{name}」只剩 {stock} 件', en: '{name}: only {stock} left' },
  'preflight.stock-empty.block': { zh: '「{name}」库存为 0', en: '{name}: out of stock' },

  'preflight.stage-open.ok': {
    zh: '上屏页面已连接（{count} 个）',
    en: { one: '{count} stage page connected', other: '{count} stage pages connected' },
  },
  'preflight.stage-open.note': {
    zh: '还没有打开上屏页面：把地址加到直播软件的浏览器源',
    en: 'No stage page is open yet: add its address as a browser source',
  },
  'preflight.stage-open.block': { zh: '上屏服务没有运行', en: 'The stage is not being served' },

  'preflight.log-writable.ok': { zh: '场次日志可以写入', en: 'The log can be written' },
  'preflight.log-writable.note': { zh: '场次日志写入较慢', en: 'The log is slow to write' },
  'preflight.log-writable.block': {
    zh: '场次日志写不进去，说过的话不会被保存',
    en: 'The log cannot be written: nothing said would be kept',
  },
})
