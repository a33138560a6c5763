import { defineMessages } from './define.ts'

/** Messages whose keys begin with `import.` or `export.`, and the errors of importing and exporting files. */
export const importingMessages = defineMessages({
  'import.placeCell': {
    zh: '第 {row} 行 {letter} 列「{column}」',
    en: 'Row {row}, column {letter} “{column}”',
  },
  'import.placeRow': { zh: '第 {row} 行', en: 'Row {row}' },
  'import.placeFile': { zh: '整个文件', en: 'Whole file' },

  'import.field.position': { zh: '讲解顺序', en: 'Order' },
  'import.field.id': { zh: '商品编码', en: 'Product code' },
  'import.field.name': { zh: '商品名称', en: 'Product name' },
  'import.field.category': { zh: '类目', en: 'Category' },
  'import.field.price': { zh: '直播价', en: 'Live price' },
  'import.field.listPrice': { zh: '划线价', en: 'List price' },
  'import.field.priceEvidence': { zh: '价格凭证', en: 'Price record' },
  'import.field.stock': { zh: '库存', en: 'Stock' },
  'import.field.guarantees': { zh: '信任卡权益', en: 'Guarantees' },
  'import.field.documents': { zh: '资质凭证', en: 'Documents' },
  'import.field.maker': { zh: '生产商', en: 'Maker' },
  'import.field.address': { zh: '厂址', en: 'Maker address' },
  'import.field.certificate': { zh: '许可证号', en: 'Certificate no.' },
  'import.field.plannedMinutes': { zh: '讲解时长(分钟)', en: 'Minutes' },
  'import.field.sellingPoints': { zh: '卖点话术', en: 'Talking points' },
  'import.field.forbiddenWords': { zh: '禁说', en: 'Do not say' },
  'import.field.mustSay': { zh: '要说', en: 'Must say' },
  'import.field.picture': { zh: '图片', en: 'Picture' },
  'import.field.ignore': { zh: '不导入', en: 'Not imported' },

  'import.help.position': {
    zh: '几号链接就写几；留空的商品只进商品库，不进本场',
    en: 'The link number; left empty, the product goes into the library only',
  },
  'import.help.id': {
    zh: '必填。每个商品一个，不变、不重复；长编号请把单元格设成“文本”',
    en: 'Required. One per product, never changed or repeated; format long numbers as text',
  },
  'import.help.name': {
    zh: '必填。观众看到的名字，120 字以内',
    en: 'Required. The name viewers see, up to 120 characters',
  },
  'import.help.category': {
    zh: '如 护肤、保健食品、生鲜水果；规则按类目判断',
    en: 'Such as skincare, health food, fresh fruit; rules go by it',
  },
  'import.help.price': {
    zh: '必填。单位元，写 89.9 或 ¥1,299.00',
    en: 'Required. In yuan: 89.9 or ¥1,299.00',
  },
  'import.help.listPrice': {
    zh: '没有就留空；有价格凭证才会上屏',
    en: 'Leave empty if none; shown only with a price record',
  },
  'import.help.priceEvidence': {
    zh: '有 或 无：有没有可查的成交记录',
    en: 'yes or no: is there a record that can be checked',
  },
  'import.help.stock': { zh: '件数，可写 1.2万', en: 'Pieces; 12,000 or 1.2万' },
  'import.help.guarantees': {
    zh: '用顿号隔开；可带自己的数字：极速发货(24小时)；退款不退货平台已停用，店铺自己承担的写：退款不退货(店铺自行承担)',
    en: 'Separated by commas; with your own numbers: fast ship (24 hours). Refund-only is retired by the platform; if the shop runs it: refund only (run by shop)',
  },
  'import.help.documents': {
    zh: '类型：内容；类型：内容。有期限的写“至2027-06-30”',
    en: 'type: what it says; type: what it says. Add “until 2027-06-30” if it expires',
  },
  'import.help.maker': { zh: '包装上印的生产厂名', en: 'The maker as printed on the pack' },
  'import.help.address': { zh: '包装上印的厂址', en: 'The address as printed on the pack' },
  'import.help.certificate': {
    zh: '生产许可证、批准文号、执行标准等编号',
    en: 'Licence, approval or standard number',
  },
  'import.help.plannedMinutes': { zh: '计划讲几分钟，留空按 5 分钟', en: 'Planned minutes; empty means 5' },
  'import.help.sellingPoints': {
    zh: '一行一条，前三条放大在提词屏上',
    en: 'One a line; the first three are large on the prompter',
  },
  'import.help.forbiddenWords': { zh: '用顿号隔开', en: 'Separated by commas' },
  'import.help.mustSay': { zh: '讲这款时必须说到的话，一行一条', en: 'Words that must be said, one a line' },
  'import.help.picture': {
    zh: '图片文件名，如 noodle-06.png',
    en: 'Picture file name, such as noodle-06.png',
  },

  'import.sampleSheet': { zh: '排品表', en: 'Lineup' },
  'import.sampleHelpSheet': { zh: '填写说明', en: 'How to fill in' },
  'import.sampleTitle': {
    zh: '信播台 排品表模板：照下面两行的样子填，填好后直接拖进“备播”',
    en: 'TrustCue lineup template: fill in like the two rows below, then drop it on the lineup room',
  },
  'import.sampleNote': {
    zh: '标 * 的三列必填；列的先后、多出来的列都不影响导入；这两行说明可以保留',
    en: 'The three columns with * are required; order and extra columns do not matter; these two lines may stay',
  },
  'import.sampleHelpColumn': { zh: '列名', en: 'Heading' },
  'import.sampleHelpHow': { zh: '怎么填', en: 'How to fill it in' },
  'import.sampleHelpAlso': { zh: '例子', en: 'Example' },
  'import.sampleFileName': { zh: '信播台排品表模板.xlsx', en: 'trustcue-lineup-template.xlsx' },

  'export.csv.kind': { zh: '记录', en: 'Entry' },
  'export.csv.at': { zh: '时间', en: 'Time' },
  'export.csv.offset': { zh: '开播后', en: 'Into the show' },
  'export.csv.link': { zh: '链接号', en: 'Link' },
  'export.csv.productId': { zh: '商品编码', en: 'Product code' },
  'export.csv.product': { zh: '商品', en: 'Product' },
  'export.csv.price': { zh: '直播价(元)', en: 'Live price (yuan)' },
  'export.csv.speaker': { zh: '说话人', en: 'Speaker' },
  'export.csv.source': { zh: '来源', en: 'Source' },
  'export.csv.text': { zh: '原话', en: 'Said' },
  'export.csv.quote': { zh: '命中', en: 'Quote' },
  'export.csv.family': { zh: '类别', en: 'Family' },
  'export.csv.severity': { zh: '级别', en: 'Severity' },
  'export.csv.message': { zh: '提醒', en: 'Finding' },
  'export.csv.suggestion': { zh: '合法说法', en: 'Lawful wording' },
  'export.csv.correction': { zh: '更正话术', en: 'Words of correction' },
  'export.csv.basis': { zh: '依据', en: 'Basis' },
  'export.csv.penalty': { zh: '处罚', en: 'Penalty' },
  'export.csv.state': { zh: '状态', en: 'State' },
  'export.csv.reason': { zh: '理由', en: 'Reason' },
  'export.csv.correctedBy': { zh: '更正的话', en: 'Put right by' },
  'export.csv.what': { zh: '承诺的东西', en: 'Promised' },
  'export.csv.count': { zh: '数量', en: 'Count' },
  'export.csv.who': { zh: '给谁', en: 'To whom' },
  'export.csv.due': { zh: '兑现期限', en: 'Due' },
  'export.csv.rule': { zh: '规则', en: 'Rule' },
  'export.csv.pack': { zh: '规则包', en: 'Rule pack' },
  'export.kind.airing': { zh: '上播', en: 'On air' },
  'export.kind.claim': { zh: '声称', en: 'Claim' },
  'export.kind.finding': { zh: '提醒', en: 'Finding' },
  'export.kind.promise': { zh: '承诺', en: 'Promise' },

  'error.guarantees-unreadable': {
    zh: '权益定义文件 {file} 打不开。请重新安装信播台',
    en: 'The guarantee file {file} cannot be opened. Please reinstall TrustCue',
  },
  'error.guarantees-invalid': {
    zh: '权益定义文件 {file} 的 {field} 不合格式。改回原样，或重新安装信播台',
    en: 'The guarantee file {file} has a value that does not fit at {field}. Restore it, or reinstall TrustCue',
  },

  'error.import-empty': {
    zh: '{file} 是空文件。换一个有内容的表格',
    en: '{file} is empty. Choose a sheet with content',
  },
  'error.import-unreadable': {
    zh: '{file} 读不出来。另存为 .xlsx 再试',
    en: '{file} cannot be read. Save it as .xlsx and try again',
  },
  'error.import-too-large': {
    zh: '{file} 太大（{size} MB，上限 {limit} MB）。多半是整列设了格式或插了大图：把有内容的行复制到新表再试',
    en: '{file} is too large ({size} MB, limit {limit} MB). Usually whole columns are formatted or pictures inserted: copy the rows with content to a new sheet',
  },
  'error.import-broken-zip': {
    zh: '{file} 已损坏或没传完整。在 Excel/WPS 里打开另存一份再试',
    en: '{file} is damaged or incomplete. Open it in Excel or WPS, save a copy and try again',
  },
  'error.import-broken-workbook': {
    zh: '{file} 的内容不完整，读不出工作表。在 Excel/WPS 里打开另存一份再试',
    en: '{file} is not complete: no sheet can be read. Open it in Excel or WPS, save a copy and try again',
  },
  'error.import-password': {
    zh: '{file} 设了打开密码。在 Excel/WPS 里去掉密码再试',
    en: '{file} is protected by a password. Remove it in Excel or WPS and try again',
  },
  'error.import-old-xls': {
    zh: '{file} 是旧的 .xls 格式。另存为 .xlsx 再试',
    en: '{file} is in the old .xls format. Save it as .xlsx and try again',
  },
  'error.import-not-workbook': {
    zh: '{file} 不是 Excel 工作簿（.xlsx）。请选排品表的 .xlsx 或 .csv',
    en: '{file} is no Excel workbook (.xlsx). Choose the lineup as .xlsx or .csv',
  },
  'error.import-unknown-kind': {
    zh: '{file} 不是表格。请选 .xlsx 或 .csv',
    en: '{file} is no spreadsheet. Choose .xlsx or .csv',
  },
  'error.import-html': {
    zh: '{file} 其实是网页（有的后台这样导出）。用 Excel/WPS 打开，另存为 .xlsx 再试',
    en: '{file} is really a web page (some back offices export that way). Open it in Excel or WPS and save it as .xlsx',
  },
  'error.import-encoding': {
    zh: '{file} 的文字编码认不出来。另存为 “CSV UTF-8” 或 .xlsx 再试',
    en: 'The text encoding of {file} is not known. Save it as “CSV UTF-8” or .xlsx',
  },
  'error.import-csv-quotes': {
    zh: '{file} 第 {row} 行的引号不成对。补上引号，或另存为 .xlsx 再试',
    en: '{file}, row {row}: a quotation mark has no partner. Add it, or save as .xlsx',
  },
  'error.import-no-header': {
    zh: '{file} 里找不到表头。要有一行写着“商品编码、商品名称、直播价”；可先下载模板对照',
    en: 'No header row in {file}. One row must name product code, product name and live price; the template shows how',
  },
  'error.import-missing-id': {
    zh: '{file} 第 {row} 行的表头没有“商品编码”一列。加上它，给每个商品一个不变的编码',
    en: '{file}: the header in row {row} has no product code. Add that column and give each product a code',
  },
  'error.import-missing-name': {
    zh: '{file} 第 {row} 行的表头没有“商品名称”一列。请加上',
    en: '{file}: the header in row {row} has no product name. Please add it',
  },
  'error.import-missing-price': {
    zh: '{file} 第 {row} 行的表头没有“直播价”一列。请加上',
    en: '{file}: the header in row {row} has no live price. Please add it',
  },
  'error.import-no-rows': {
    zh: '{file} 的表头（第 {row} 行）下面没有商品',
    en: '{file} has no products below its header (row {row})',
  },
  'error.import-too-many-rows': {
    zh: '{file} 有 {count} 行以上，一次最多导入 {limit} 个商品。分成几个文件',
    en: '{file} has {count} rows or more; at most {limit} products come in at once. Split the file',
  },
  'error.import-too-many-slots': {
    zh: '{file} 里有 {count} 个讲解位，一场最多 {limit} 个。把不讲的商品的“讲解顺序”留空',
    en: '{file} asks for {count} places; one session takes {limit}. Leave the order empty for products not shown',
  },

  'error.import-row-skipped': {
    zh: '没有商品名也没有价格，当作小计或标题跳过',
    en: 'No name and no price: skipped as a total or a heading',
  },
  'error.import-row-invalid': {
    zh: '这一行的 {field} 不合要求',
    en: 'The value of {field} in this row does not fit',
  },
  'error.import-column-twice': {
    zh: '和 {other} 列意思相同，只用 {other} 列',
    en: 'Means the same as column {other}; only that one is used',
  },
  'error.import-cell-error': {
    zh: '单元格是错误值 {value}。修好公式或直接填值',
    en: 'The cell holds the error {value}. Mend the formula or type the value',
  },
  'error.import-formula-uncomputed': {
    zh: '公式没有算出结果。在 Excel/WPS 里打开保存一次，或粘贴为数值',
    en: 'The formula has no stored result. Open and save it in Excel or WPS, or paste as values',
  },
  'error.import-date-instead': {
    zh: '被表格变成了日期。把单元格设成“文本”重新填写',
    en: 'The spreadsheet has turned this into a date. Format the cell as text and type it again',
  },
  'error.import-too-long': {
    zh: '有 {length} 个字，最多 {limit} 个。请缩短',
    en: '{length} characters, at most {limit}. Please shorten it',
  },
  'error.import-piece-too-long': {
    zh: '“{value}…” 超过 {limit} 个字。请缩短或分成几条',
    en: '“{value}…” is longer than {limit} characters. Shorten or split it',
  },
  'error.import-too-many-pieces': {
    zh: '有 {count} 条，只取前 {limit} 条',
    en: '{count} entries; only the first {limit} are taken',
  },
  'error.import-id-missing': {
    zh: '缺商品编码。给它一个不变、不重复的编码',
    en: 'No product code. Give it one of its own',
  },
  'error.import-id-spaces': {
    zh: '编码 “{value}” 里有空格或换行。请去掉',
    en: 'The code “{value}” has spaces or line breaks. Remove them',
  },
  'error.import-id-rounded': {
    zh: '编码 {value} 超过 15 位，Excel 可能已改了末尾几位。把整列设成“文本”，从后台重新复制',
    en: 'The code {value} has more than 15 digits; Excel may have changed the last ones. Format the column as text and copy it again',
  },
  'error.import-id-scientific': {
    zh: '编码成了 {value}，原来的数字已丢。把整列设成“文本”，从后台重新复制',
    en: 'The code has become {value}; its digits are lost. Format the column as text and copy it again',
  },
  'error.import-duplicate-id': {
    zh: '编码 {id} 和第 {first} 行重复。改成不同的编码，或删掉一行',
    en: 'The code {id} is already in row {first}. Change it, or delete a row',
  },
  'error.import-duplicate-position': {
    zh: '{position} 号在第 {first} 行已有，排在它后面',
    en: 'Number {position} is taken by row {first}; this one comes after it',
  },
  'error.import-position-unreadable': {
    zh: '“{value}” 不是序号，只放进商品库。写 1、2、3…',
    en: '“{value}” is no number; the product goes into the library only. Write 1, 2, 3 …',
  },
  'error.import-name-missing': { zh: '缺商品名称', en: 'No product name' },
  'error.import-money-empty': { zh: '缺价格。写 89.9 这样的数', en: 'No price. Write a number such as 89.9' },
  'error.import-money-range': {
    zh: '“{value}” 是价格区间。写一个数，不同规格分成几行',
    en: '“{value}” is a range. Write one number; a row for each variant',
  },
  'error.import-money-negative': {
    zh: '“{value}” 是负数。写大于 0 的价格',
    en: '“{value}” is negative. Write a price above 0',
  },
  'error.import-money-decimals': {
    zh: '“{value}” 比分还细。最多两位小数',
    en: '“{value}” is finer than a fen. Two decimals at most',
  },
  'error.import-money-large': {
    zh: '“{value}” 超过一千万元。看看单位是不是写成了分',
    en: '“{value}” is over ten million yuan. Is it in fen?',
  },
  'error.import-money-unreadable': {
    zh: '“{value}” 不是价格。写 89.9 这样的数',
    en: '“{value}” is no price. Write a number such as 89.9',
  },
  'error.import-price-zero': {
    zh: '价格是 0。赠品请另写，不要当商品',
    en: 'The price is 0. Is it a gift rather than a product?',
  },
  'error.import-list-below-price': {
    zh: '划线价比直播价低。核对两个价格',
    en: 'The list price is below the live price. Check both',
  },
  'error.import-yes-no-unreadable': {
    zh: '“{value}” 看不出有没有，先当作“无”。写 有 或 无',
    en: '“{value}” is neither yes nor no; taken as no. Write yes or no',
  },
  'error.import-count-unreadable': {
    zh: '“{value}” 不是数量，先当作未知。写 1200 或 1.2万',
    en: '“{value}” is no number of pieces; taken as unknown. Write 1200',
  },
  'error.import-duration-unreadable': {
    zh: '“{value}” 不是时长，先按 5 分钟。写 6 或 6分30秒',
    en: '“{value}” is no duration; taken as 5 minutes. Write 6 or 6:30',
  },
  'error.import-duration-large': {
    zh: '“{value}” 超过 10 小时，先按 5 分钟',
    en: '“{value}” is over 10 hours; taken as 5 minutes',
  },
  'error.import-guarantee-unknown': {
    zh: '没有“{value}”这项权益，这一项不导入。可写：{known}',
    en: 'There is no right called “{value}”; it is left out. Known: {known}',
  },
  'error.import-guarantee-retired': {
    zh: '“{name}”平台已停用，不会上屏。店铺自己承担的，写成“{name}(店铺自行承担)”',
    en: 'The platform has retired “{name}”; it will not be shown. If the shop runs it, write “{name}(店铺自行承担)”',
  },
  'error.import-document-without-type': {
    zh: '“{value}” 缺类型。写成“检测报告：内容”',
    en: '“{value}” has no type. Write “test report: what it says”',
  },
  'error.import-picture-name': {
    zh: '“{value}” 不是图片文件名，先不用图片。写 noodle-06.png 这样的名字',
    en: '“{value}” is no picture file name; no picture is used. Write a name such as noodle-06.png',
  },
})
