import { type LabelWords, weighing } from "../../../../categorise/taxonomy.ts";

/** What speaks for a security requirement. */
export const SECURITY: LabelWords = {
  keywords: [
    ...weighing(
      2,
      `
      encrypt*, authenticat*, unauthoris*, unauthoriz*, single sign on, sso, saml, mfa, 2fa,
      two factor, multi factor, password*, credential*, access control*, access rights,
      role based, least privilege, penetration test*, pen test*, vulnerabilit*, malicious,
      intrusion*, hack*, malware, tamper*, key management`,
    ),
    ...weighing(
      1.5,
      `
      secur*, authoris*, authoriz*, firewall*, attack*, virus*, breach*, fraud*, lock out,
      locked out, integrity of the data, prevent* access, restrict* access, can only access,
      only users with, only administrators, only managers`,
    ),
    ...weighing(
      1,
      `
      log in, login*, logged in, log on, logon, permission*, privilege*, privacy, confidential*,
      sensitive data, session timeout, tls, ssl, https, Datenschutz, Verschlüsselung, sécurité,
      seguridad`,
    ),
  ],
  examples: [
    "Everybody signs in with our company account and a second factor",
    "Only people from finance may open salary records",
    "All data must be encrypted on disk and on the wire",
    "Sessions end after fifteen minutes without activity",
    "We need roles so that a temp can look but not change anything",
    "The solution must keep out anybody who is not authorised",
    "Passwords have to be at least twelve characters and are never shown in clear",
    "Three wrong attempts lock the account",
    "Administrators alone can grant or withdraw rights",
    "Nobody from outside the department can view a patient's file",
    "The system shall protect itself against malicious input and intrusion",
    "Customers see only their own orders, never those of others",
    "We want to bring our own encryption keys",
    "Show us who looked at which record and when",
    "Access from abroad needs to be blocked",
    "The application shall verify the identity of each user before showing anything",
    "A leaver's access must be gone the same day",
    "Personal details stay private even from your support people",
    "Backups need to be protected as well as the live data",
    "We expect a yearly penetration test and want to read the report",
    "Changing bank details requires a second person to confirm it",
    "The database may be reached only from inside our network",
    "Files uploaded by customers are scanned for viruses",
    "The product must not reveal confidential information to third parties",
    "Data sent between the sites shall not be readable by outsiders",
    "Only supervisors are allowed to delete entries",
    "Users must log on with a name and password before they can use any function",
    "The software shall keep data from being corrupted or altered by people without rights",
    "Card numbers are masked for everyone in the call centre",
    "Each action in the admin area is logged with the person who did it",
  ],
};
