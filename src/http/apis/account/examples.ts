/** What answers look like, for the documentation: as specification 004 shows them. */

export const TOKENS_EXAMPLE = {
  accessToken: 'eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9…',
  refreshToken: 'rt_dGhpc19pc19hX3JlZnJlc2hfdG9rZW4',
  tokenType: 'Bearer',
  expiresAt: '2025-06-17T10:30:00',
  userId: 123,
  username: 'johndoe',
  role: 'ROLE_USER',
}

export const VALIDATED_EXAMPLE = {
  valid: true,
  userId: 123,
  username: 'johndoe',
  role: 'ROLE_USER',
  expirationTime: 1622506800,
  errorMessage: null,
}

export const PROFILE_EXAMPLE = {
  id: 123,
  username: 'johndoe',
  email: 'johndoe@example.com',
  role: 'USER',
  createdAt: '2023-01-15T10:30:00',
  lastLoginAt: '2023-01-20T14:45:00',
  status: 'ACTIVE',
}

export const DONE_EXAMPLE = { success: true, message: 'Done', data: null }

export const HEALTH_EXAMPLE = {
  success: true,
  message: 'Auth service is healthy',
  data: { timestamp: '2025-06-17T10:30:00Z', service: 'auth-service', version: '1.0.0' },
}
