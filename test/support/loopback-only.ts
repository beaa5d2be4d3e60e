/**
 * Variables under which programs reach nothing but loopback: nobody listens at this proxy. A test that forgets to say where a
 * public host stands on loopback gets no answer, instead of asking the real host.
 */
export const loopbackOnly = {
  HTTP_PROXY: 'http://127.0.0.1:1',
  HTTPS_PROXY: 'http://127.0.0.1:1',
  NO_PROXY: '127.0.0.1,localhost,::1',
} as const;
