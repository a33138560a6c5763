/**
 * A lint rule that keeps the import table: it resolves every import of a file under domain/, electron/ or renderer/
 * and says so when the file's row does not allow it.
 */
import fs from 'node:fs'
import path from 'node:path'
import { builtinModules } from 'node:module'
import { IMPORT_TABLE, RULED_FOLDERS } from './importTable.mjs'

const NODE_MODULES = new Set(builtinModules)

function isWithin(file, folder) {
  return file === folder || file.startsWith(`${folder}/`)
}

/** The path of a file from the project's folder, with forward slashes; undefined for files elsewhere. */
function inProject(root, file) {
  const relative = path.relative(root, file).split(path.sep).join('/')
  return relative === '' || relative.startsWith('..') ? undefined : relative
}

/** The package a bare specifier belongs to. */
function packageOf(specifier) {
  const [first = '', second = ''] = specifier.split('/')
  return first.startsWith('@') ? `${first}/${second}` : first
}

function targetFile(root, from, specifier) {
  const target = inProject(root, path.resolve(path.dirname(from), specifier))
  if (target === undefined) return undefined
  const full = path.join(root, target)
  return fs.existsSync(full) && fs.statSync(full).isDirectory() ? `${target}/index` : target
}

/**
 * What is wrong with an import; undefined when it is allowed.
 *
 * @param {string} root the project's folder
 * @param {string} file the importing file, absolute
 * @param {string} specifier what it imports
 * @param {boolean} typesOnly whether nothing of it is left at run time
 */
export function importProblem(root, file, specifier, typesOnly) {
  const own = inProject(root, file)
  if (own === undefined || !RULED_FOLDERS.some((folder) => isWithin(own, folder))) return undefined
  const row = IMPORT_TABLE.find(({ folders }) => folders.some((folder) => isWithin(own, folder)))
  if (row === undefined)
    return `${path.dirname(own)}/ is not in the import table (scripts/lint/importTable.mjs)`
  const who = row.folders.find((folder) => isWithin(own, folder))
  const bare = specifier.replace(/\?.*$/, '')
  if (bare.startsWith('node:') || NODE_MODULES.has(bare)) {
    return row.node ? undefined : `${who} may not import ${bare}: it runs where Node is not`
  }
  if (!bare.startsWith('.')) {
    const name = packageOf(bare)
    return row.packages.includes(name) ? undefined : `${who} may not import the package ${name}`
  }
  const target = targetFile(root, file, bare)
  if (target === undefined) return `${who} may not import files outside the project`
  const ownFolder = row.folders.find((folder) => isWithin(own, folder))
  const allowed =
    isWithin(target, ownFolder) ||
    row.mayFolders.some((folder) => isWithin(target, folder)) ||
    row.mayFiles.includes(target) ||
    (typesOnly && row.typesFrom.some((folder) => isWithin(target, folder)))
  return allowed ? undefined : `${who} may not import ${target}`
}

function isTypesOnly(node) {
  if (node.importKind === 'type' || node.exportKind === 'type') return true
  const specifiers = node.specifiers ?? []
  return (
    specifiers.length > 0 && specifiers.every((one) => one.importKind === 'type' || one.exportKind === 'type')
  )
}

const importTable = {
  meta: {
    type: 'problem',
    docs: { description: 'imports only what the import table allows' },
    schema: [],
  },
  create(context) {
    const check = (node, source, typesOnly) => {
      if (source?.type !== 'Literal' && source?.type !== 'TemplateLiteral') return
      const specifier = source.type === 'Literal' ? source.value : source.quasis[0]?.value.cooked
      if (typeof specifier !== 'string' || specifier === '') return
      const problem = importProblem(context.cwd, context.filename, specifier, typesOnly)
      if (problem !== undefined) context.report({ node, message: problem })
    }
    return {
      ImportDeclaration: (node) => check(node, node.source, isTypesOnly(node)),
      ExportNamedDeclaration: (node) => check(node, node.source, isTypesOnly(node)),
      ExportAllDeclaration: (node) => check(node, node.source, isTypesOnly(node)),
      ImportExpression: (node) => check(node, node.source, false),
      TSImportType: (node) => check(node, node.source ?? node.argument?.literal ?? node.argument, true),
      TSExternalModuleReference: (node) => check(node, node.expression, false),
      CallExpression: (node) => {
        const isRequire = node.callee.type === 'Identifier' && node.callee.name === 'require'
        if (isRequire) check(node, node.arguments[0], false)
      },
    }
  },
}

export default { meta: { name: 'house' }, rules: { 'import-table': importTable } }
