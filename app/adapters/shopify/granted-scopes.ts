/**
 * All that a grant allows. Who may write may read too, and Shopify then names the scope to write alone.
 *
 * @example grantedScopes(['write_customers']) gives ['write_customers', 'read_customers']
 */
export function grantedScopes(named: readonly string[]): readonly string[] {
  return [...new Set(named.flatMap((scope) => [scope, scope.replace(/^(\w+_)?write_/, '$1read_')]))];
}
